package org.belay.lab.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.belay.access.BrowserSession;
import org.belay.access.SignIns;
import org.belay.lab.sandbox.company.SandboxPersona;
import org.belay.platform.ObjectNotFound;
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
    private final SandboxPersonas personas;
    private final SignIns signIns;

    PersonaSignIn(SandboxPersonas personas, SignIns signIns) {
        this.personas = personas;
        this.signIns = signIns;
    }

    /** One button on the sign-in page. */
    public record PersonaOption(String key, String name, String role) {}

    /** Adds the personas to the sign-in page. */
    @ModelAttribute("personas")
    List<PersonaOption> offered() {
        return Arrays.stream(SandboxPersona.values())
                .map(persona -> new PersonaOption(persona.key(), persona.person(), persona.role()))
                .toList();
    }

    @PostMapping("/sandbox/sign-in")
    String signIn(@RequestParam String persona, HttpServletRequest request, HttpServletResponse response) {
        SandboxPersona chosen = Arrays.stream(SandboxPersona.values())
                .filter(one -> one.key().equals(persona))
                .findFirst()
                .orElseThrow(
                        () -> new ObjectNotFound("There is no user " + persona + " in the sandbox. Nothing was done."));
        BrowserSession.begin(
                signIns.startSession(
                        personas.user(chosen),
                        signIns.epoch(personas.user(chosen)),
                        "one click",
                        request.getRemoteAddr(),
                        Optional.ofNullable(request.getHeader("User-Agent")).orElse("")),
                request,
                response);
        return "redirect:/";
    }
}
