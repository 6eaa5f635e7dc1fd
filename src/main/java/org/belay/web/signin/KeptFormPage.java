package org.belay.web.signin;

import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows a person who has signed in again what was written before, and sends it when the person says so. */
@Controller
class KeptFormPage {

    @GetMapping("/kept")
    String show(HttpSession session, Model model) {
        if (!(session.getAttribute(KeptForm.NAME) instanceof KeptForm kept)) {
            return "redirect:/";
        }
        model.addAttribute("kept", kept);
        return "kept";
    }
}
