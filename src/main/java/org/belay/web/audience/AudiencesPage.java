package org.belay.web.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.audience.Audience;
import org.belay.audience.AudienceId;
import org.belay.audience.AudienceImport;
import org.belay.audience.AudienceImports;
import org.belay.audience.Audiences;
import org.belay.audience.ValueCount;
import org.belay.audience.mark.AllStaffMark;
import org.belay.audience.mark.AllStaffMarks;
import org.belay.audience.upload.Uploads;
import org.belay.web.format.AccountNames;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audiences, and one of them. */
@Controller
@RequestMapping("/audiences")
class AudiencesPage {
    private static final int IMPORTS = 20;
    private static final int SAMPLED = 10;
    private static final List<String> COUNTED = List.of("department", "country", "language");

    private final Audiences audiences;
    private final AudienceImports imports;
    private final AllStaffMarks marks;
    private final Uploads uploads;
    private final AccountNames people;

    AudiencesPage(
            Audiences audiences, AudienceImports imports, AllStaffMarks marks, Uploads uploads, AccountNames people) {
        this.uploads = uploads;
        this.marks = marks;
        this.audiences = audiences;
        this.imports = imports;
        this.people = people;
    }

    /** An import, and the name of the user who did it. */
    public record ShownImport(AudienceImport done, String by) {}

    /** An audience, and its last import. */
    public record ShownAudience(Audience audience, Optional<ShownImport> last, boolean allStaff) {}

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn me, Model model) {
        model.addAttribute("uploads", uploads.open(me.user()));
        Set<AudienceId> marked = marks.marked();
        model.addAttribute(
                "audiences",
                audiences.list().stream()
                        .map(audience -> new ShownAudience(
                                audience,
                                history(audience.id(), 1).stream().findFirst(),
                                marked.contains(audience.id())))
                        .toList());
        return "audiences";
    }

    @GetMapping("/{id:\\d+}")
    String one(@PathVariable long id, @AuthenticationPrincipal SignedIn me, Model model) {
        Audience audience = audiences.get(new AudienceId(id));
        Map<String, List<ValueCount>> counts = new LinkedHashMap<>();
        COUNTED.stream()
                .filter(audience.attributes()::contains)
                .forEach(attribute -> counts.put(attribute, audiences.valueCounts(audience.id(), attribute)));
        counts.put("domain", audiences.domainCounts(audience.id()));
        model.addAttribute("audience", audience);
        model.addAttribute("allStaff", marks.marked().contains(audience.id()));
        model.addAttribute("suggested", me.user().is(Role.ADMIN) && marks.isSuggestedFor(audience));
        model.addAttribute("counts", audience.people() == 0 ? List.of() : CountBars.of(counts));
        model.addAttribute("sample", audiences.randomSample(audience.id(), SAMPLED));
        model.addAttribute("imports", history(audience.id(), IMPORTS));
        return "audience";
    }

    @PostMapping("/{id:\\d+}/all-staff")
    String mark(@PathVariable long id, @RequestParam AllStaffMark mark, @AuthenticationPrincipal SignedIn me) {
        marks.set(audiences.get(new AudienceId(id)), mark, me.user());
        return "redirect:/audiences/" + id;
    }

    private List<ShownImport> history(AudienceId id, int limit) {
        var shown = new ArrayList<ShownImport>();
        for (AudienceImport done : imports.history(id, limit)) {
            shown.add(new ShownImport(done, people.nameOf(done.importedBy())));
        }
        return shown;
    }
}
