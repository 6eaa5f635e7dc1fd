package org.belay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.belay.web.format.Formats;
import org.belay.web.format.PersonLinks;
import org.belay.web.format.ViewerZone;
import org.belay.web.sending.ActiveMailings;
import org.belay.web.text.InterfaceLanguages;
import org.belay.web.text.Messages;
import org.belay.web.text.PageMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerVariablesCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * Gives every page its texts ({@code msg}), the formats of numbers and times ({@code say}), and the addresses of its stylesheet and scripts
 * ({@code assets}).
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:/web.properties")
class PagesConfiguration {
    private static final String BUNDLE = "messages";

    @Bean
    PageAssets assets() {
        return PageAssets.fromClasspath();
    }

    @Bean
    InterfaceLanguages interfaceLanguages() {
        return InterfaceLanguages.of(BUNDLE);
    }

    @Bean
    MessageSource messageSource() {
        var source = new ResourceBundleMessageSource();
        source.setBasename(BUNDLE);
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    /** The first language of the browser that the pages have. */
    @Bean
    LocaleResolver localeResolver(InterfaceLanguages languages) {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(languages.all());
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }

    @Bean
    Messages messages(MessageSource messageSource, InterfaceLanguages languages) {
        return new Messages(messageSource, languages);
    }

    @Bean
    Formats say(Clock clock, Messages messages) {
        return new Formats(clock, new ViewerZone(ZoneId.systemDefault()), messages);
    }

    @Bean
    FreeMarkerVariablesCustomizer pageVariables(Formats say, PageAssets assets, Messages messages, PersonLinks links) {
        return variables -> variables.putAll(
                Map.of("say", say, "assets", assets, "msg", new PageMessages(messages), "link", links));
    }

    /** A request that may have changed something discards the kept answer, so that the next page is current. */
    @Bean
    WebMvcConfigurer forgetAfterForms(ActiveMailings goingOut) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public void postHandle(
                            HttpServletRequest request,
                            HttpServletResponse response,
                            Object handler,
                            @Nullable ModelAndView view) {
                        if (request.getMethod().equals("POST")) {
                            goingOut.invalidate();
                        }
                    }
                });
            }
        };
    }

    @Bean
    WebMvcConfigurer keepAssetsForEver(PageAssets assets) {
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
