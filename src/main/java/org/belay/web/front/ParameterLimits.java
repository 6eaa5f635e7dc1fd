package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.platform.text.UnstorableText;
import org.belay.platform.text.UnstorableValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses request parameters that are too long or contain characters that cannot be stored; the reason names the parameter. */
@Configuration(proxyBeanMethods = false)
class ParameterLimits implements WebMvcConfigurer, HandlerInterceptor {
    private static final int LONGEST = 500_000;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // the template editor refuses such text itself, with the line, and keeps the form
        registry.addInterceptor(this).excludePathPatterns("/templates/*/edit");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap().forEach((name, values) -> {
            for (String value : values) {
                if (value.length() > LONGEST) {
                    throw new UnstorableValue("\"%s\" has %,d characters; at most %,d are allowed. Nothing was done."
                            .formatted(name, value.length(), LONGEST));
                }
                UnstorableText.problemIn(value).ifPresent(problem -> {
                    throw new UnstorableValue(
                            "\"" + name.replace("\0", "") + "\" " + problem + ". Nothing was done. Remove it.");
                });
            }
        });
        return true;
    }
}
