package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.belay.platform.UnfitText;
import org.belay.platform.UnfitValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses values of forms and addresses that are longer than any field, or hold characters that cannot be kept, and names the value. */
@Configuration(proxyBeanMethods = false)
class ParameterLimits implements WebMvcConfigurer, HandlerInterceptor {
    private static final int LONGEST = 500_000;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // the template editor refuses such words itself, with their line, and keeps what was written in its form
        registry.addInterceptor(this).excludePathPatterns("/templates/*/edit");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap().forEach((name, values) -> {
            for (String value : values) {
                if (value.length() > LONGEST) {
                    throw new UnfitValue("\"%s\" has %,d characters; at most %,d are taken. Nothing was done."
                            .formatted(name, value.length(), LONGEST));
                }
                UnfitText.in(value).ifPresent(problem -> {
                    throw new UnfitValue(
                            "\"" + name.replace("\0", "") + "\" " + problem + ". Nothing was done. Take it out.");
                });
            }
        });
        return true;
    }
}
