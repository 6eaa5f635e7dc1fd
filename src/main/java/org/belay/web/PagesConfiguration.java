package org.belay.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerVariablesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every page its words ({@code say}) and the addresses of its stylesheet and scripts ({@code assets}). */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:/web.properties")
class PagesConfiguration {

    @Bean
    Assets assets() {
        return Assets.fromClasspath();
    }

    @Bean
    Say say(Clock clock) {
        return new Say(clock);
    }

    @Bean
    FreeMarkerVariablesCustomizer wordsOfThePages(Say say, Assets assets) {
        return variables -> variables.putAll(Map.of("say", say, "assets", assets));
    }

    @Bean
    WebMvcConfigurer keepAssetsForEver(Assets assets) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                var forEver =
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
                registry.addResourceHandler(assets.look() + "/**")
                        .addResourceLocations("classpath:/static/look/")
                        .setCacheControl(forEver);
                registry.addResourceHandler("/webjars/**")
                        .addResourceLocations("classpath:/META-INF/resources/webjars/")
                        .setCacheControl(forEver);
            }
        };
    }
}
