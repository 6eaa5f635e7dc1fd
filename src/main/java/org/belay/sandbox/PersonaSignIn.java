package org.belay.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.belay.access.BrowserSession;
import org.belay.access.SignIns;
import org.belay.platform.NotFound;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sign-in as a fictional user with one click; in the sandbox only. */
@Controller
@ControllerAdvice
@Profile("sandbox & !serve")
class PersonaSignIn {
    private final Personas personas;
    private final SignIns signIns;

    PersonaSignIn(Personas personas, SignIns signIns) {
        this.personas = personas;
        this.signIns = signIns;
    }

    /** One button on the sign-in page. */
    public record Offer(String key, String name, String role) {}

    /** Adds the personas to the sign-in page. */
    @ModelAttribute("personas")
    List<Offer> offered() {
        return Arrays.stream(Persona.values())
                .map(persona -> new Offer(persona.key(), persona.person(), persona.role()))
                .toList();
    }

    @PostMapping("/sandbox/sign-in")
    String signIn(@RequestParam String persona, HttpServletRequest request, HttpServletResponse response) {
        Persona chosen = Arrays.stream(Persona.values())
                .filter(one -> one.key().equals(persona))
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no user " + persona + " in the sandbox. Nothing was done."));
        BrowserSession.begin(
                signIns.open(personas.user(chosen), "one click", request.getRemoteAddr()), request, response);
        return "redirect:/";
    }
}
