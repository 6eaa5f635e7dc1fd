package org.belay.api.problem;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import org.belay.platform.text.UnstorableText;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses JSON bodies with too many or too long values, or with characters that cannot be stored, and names the member. */
@ControllerAdvice
public class BodyLimits extends RequestBodyAdviceAdapter {
    private static final int MOST_VALUES = 10_000;
    private static final int LONGEST_TEXT = 500_000;
    private static final int LONGEST_WORDS = 4_000;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_SHOWN = 60;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        // a Map is a draft, whose fields have their own limits; everything else is a reason, a name or an answer
        new BodyWalk(body instanceof Map<?, ?> ? LONGEST_TEXT : LONGEST_WORDS).at("", body);
        return body;
    }

    /** @throws UnusableRequest that names the member */
    public static void checkFiles(Object body) {
        new BodyWalk(LONGEST_TEXT).at("", body);
    }

    /** One traversal of a body. */
    private static final class BodyWalk {
        private final int longest;
        private int left = MOST_VALUES;

        BodyWalk(int longest) {
            this.longest = longest;
        }

        void at(String place, Object value) {
            if (--left < 0) {
                throw new UnusableRequest("The body has more than " + MOST_VALUES + " values. Nothing was done.");
            }
            if (value instanceof CharSequence text) {
                text(place, text.toString(), longest);
            } else if (value instanceof Map<?, ?> members) {
                members.forEach((name, member) -> {
                    text("a name in " + (place.isEmpty() ? "the body" : place), name.toString(), LONGEST_NAME);
                    at(memberPath(place, name.toString()), member);
                });
            } else if (value instanceof Collection<?> many) {
                int number = 0;
                for (Object one : many) at(place + "[" + number++ + "]", one);
            } else if (value instanceof Record structured) {
                for (RecordComponent part : structured.getClass().getRecordComponents()) {
                    at(memberPath(place, part.getName()), part(structured, part));
                }
            }
        }
    }

    private static Object part(Record structured, RecordComponent part) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(structured);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part + " cannot be read", e);
        }
    }

    private static void text(String place, String text, int longest) {
        if (text.length() > longest) {
            throw new UnusableRequest("\"%s\" has %,d characters; the limit is %,d. Nothing was done."
                    .formatted(place, text.length(), longest));
        }
        UnstorableText.problemIn(text).ifPresent(problem -> {
            throw new UnusableRequest("\"" + place + "\" " + problem + ". Nothing was done. Remove it.");
        });
    }

    private static String memberPath(String place, String name) {
        String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
        return place.isEmpty() ? shown : place + "." + shown;
    }
}
