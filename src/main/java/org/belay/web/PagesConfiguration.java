package org.belay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerVariablesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
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
        return new Say(clock, new ViewerZone(ZoneId.systemDefault()));
    }

    @Bean
    FreeMarkerVariablesCustomizer wordsOfThePages(Say say, Assets assets) {
        return variables -> variables.putAll(Map.of("say", say, "assets", assets));
    }

    /** After every form, the next page is read anew. */
    @Bean
    WebMvcConfigurer forgetAfterForms(GoingOut goingOut) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public void postHandle(
                            HttpServletRequest request,
                            HttpServletResponse response,
                            Object handler,
                            ModelAndView view) {
                        if (request.getMethod().equals("POST")) {
                            goingOut.forget();
                        }
                    }
                });
            }
        };
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
