package org.belay.web;

import jakarta.servlet.http.HttpServletRequest;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.web.text.Messages;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Shows the reason of a refusal ({@link RequestRefused}) on the page that has the form, so that the user can follow it there; on a page of its own
 * for other requests.
 */
@ControllerAdvice(basePackages = {"org.belay.web", "org.belay.lab.sandbox"})
class RefusalPages {
    private final PageModelAdvice frame;
    private final Messages messages;

    RefusalPages(PageModelAdvice frame, Messages messages) {
        this.frame = frame;
        this.messages = messages;
    }

    @ExceptionHandler
    Object refused(RequestRefused refused, HttpServletRequest request, RedirectAttributes back) {
        String path = request.getRequestURI();
        if (request.getMethod().equals("POST") && path.matches("/(mailings|templates|users)/.+/.+")) {
            back.addFlashAttribute("refusal", refused.getMessage());
            return "redirect:" + path.substring(0, path.lastIndexOf('/'));
        }
        return page(HttpStatus.CONFLICT, messages.text("refused.conflict"), refused.getMessage(), request);
    }

    @ExceptionHandler
    ModelAndView notFound(ObjectNotFound missing, HttpServletRequest request) {
        return page(HttpStatus.NOT_FOUND, messages.text("error.title.404"), missing.getMessage(), request);
    }

    private ModelAndView page(HttpStatus status, String heading, String message, HttpServletRequest request) {
        var page = new ModelAndView("refused", status);
        page.addObject("frame", frame.frame(request));
        page.addObject("helm", frame.helm(request));
        page.addObject("formToken", frame.formToken(request));
        page.addObject("heading", heading);
        page.addObject("message", message);
        return page;
    }
}
