package org.belay.web;

import jakarta.servlet.http.HttpServletRequest;
import org.belay.platform.NotFound;
import org.belay.platform.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What a room refused is said in the room's own words: on the page the form belongs to, so that the person stands where they can do
 * what the words ask for.
 */
@ControllerAdvice(basePackages = {"org.belay.web", "org.belay.sandbox"})
class Refusals {
    private final PageFrame frame;

    Refusals(PageFrame frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    Object refused(Refused refused, HttpServletRequest request, RedirectAttributes back) {
        String path = request.getRequestURI();
        if (request.getMethod().equals("POST") && path.matches("/(mailings|templates)/.+/.+")) {
            back.addFlashAttribute("refusal", refused.getMessage());
            return "redirect:" + path.substring(0, path.lastIndexOf('/'));
        }
        return page(HttpStatus.CONFLICT, "That cannot be done", refused.getMessage(), request);
    }

    @ExceptionHandler
    ModelAndView notFound(NotFound missing, HttpServletRequest request) {
        return page(HttpStatus.NOT_FOUND, "There is no such page", missing.getMessage(), request);
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
