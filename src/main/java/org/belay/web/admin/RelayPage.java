package org.belay.web.admin;

import java.util.List;
import java.util.stream.Stream;
import org.belay.access.SignedIn;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.delivery.relay.RelayTest;
import org.belay.delivery.reply.RelayLimits;
import org.belay.platform.RelaySettings;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The settings of the relay as read from the configuration, and a test of it. */
@Controller
@RequestMapping("/relay")
class RelayPage {
    private final Settings settings;
    private final ConfiguredRelays relays;
    private final RelayTest test;

    RelayPage(Settings settings, ConfiguredRelays relays, RelayTest test) {
        this.settings = settings;
        this.relays = relays;
        this.test = test;
    }

    /**
     * One relay without its secrets.
     *
     * @param corrections whether it is the relay for corrections only
     * @param limits those of the profile with those of the configuration
     */
    public record RelayView(boolean corrections, RelaySettings settings, RelayLimits limits) {
        /** How Belay signs in: {@code oauth}, {@code password} or {@code none}. */
        public String signIn() {
            return settings.oauth().isPresent() ? "oauth" : settings.username().isPresent() ? "password" : "none";
        }
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn me, Model model) {
        model.addAttribute("sender", settings.sender());
        model.addAttribute("bounces", settings.bounceAddress());
        model.addAttribute("missing", settings.missingForSending());
        model.addAttribute("relays", relays());
        if (!model.containsAttribute("to")) {
            model.addAttribute("to", me.user().address());
        }
        return "relay";
    }

    /** Shows the dialogue on the answer itself: sending again needs another press of the button. */
    @PostMapping("/test")
    String test(@RequestParam String address, @AuthenticationPrincipal SignedIn me, Model model) {
        String to = address.strip();
        model.addAttribute("to", to);
        try {
            test.problem(to).ifPresent(problem -> {
                throw new RequestRefused(problem);
            });
            model.addAttribute("result", test.send(to, me.user()));
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
        }
        return show(me, model);
    }

    private List<RelayView> relays() {
        var usual = new RelayView(false, settings.relay(), limits(DispatchKind.NOTICE));
        return Stream.concat(
                        Stream.of(usual),
                        settings
                                .relayForCorrections()
                                .map(own -> new RelayView(true, own, limits(DispatchKind.CORRECTION)))
                                .stream())
                .toList();
    }

    private RelayLimits limits(DispatchKind kind) {
        return relays.of(kind).profile().limits();
    }
}
