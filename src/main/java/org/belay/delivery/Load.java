package org.belay.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.belay.message.Form;
import org.belay.smtp.Outcome;

/**
 * Recipients of one SMTP transaction: one recipient of a personal copy, or several of a shared copy of one variant.
 *
 * @param form null if it is missing: that sets aside its recipients and no others (docs/faults.md, P13)
 */
record Load(Form form, int variant, List<Waiting> people) {

    /** @param most recipients that the relay accepts in one transaction */
    static Deque<Load> of(List<Waiting> waiting, Map<Integer, Form> forms, int most) {
        var loads = new ArrayDeque<Load>();
        Map<Integer, List<Waiting>> together = new LinkedHashMap<>();
        for (Waiting person : waiting) {
            Form form = forms.get(person.variant());
            if (form == null || form.personal() || person.goesAlone()) {
                loads.add(new Load(form, person.variant(), List.of(person)));
            } else {
                together.computeIfAbsent(person.variant(), any -> new ArrayList<>())
                        .add(person);
            }
        }
        together.forEach((variant, people) -> loads.addAll(new Load(forms.get(variant), variant, people).split(most)));
        return loads;
    }

    List<DeliveryId> deliveries() {
        return people.stream().map(Waiting::id).toList();
    }

    /** Whether it is for one recipient that is sent alone, because the connection breaks with it. */
    boolean setAside() {
        return people.size() == 1 && people.get(0).setAside();
    }

    /** Whether it is a personal copy. */
    boolean isOnes() {
        return form != null && form.personal();
    }

    /** The same for the recipients who have an attempt, in the order of the attempts. */
    Load only(List<Marker> markers) {
        if (markers.size() == people.size()) {
            return this;
        }
        Map<DeliveryId, Waiting> byDelivery = new HashMap<>();
        people.forEach(person -> byDelivery.put(person.id(), person));
        return new Load(
                form,
                variant,
                markers.stream().map(m -> byDelivery.get(m.delivery())).toList());
    }

    /** The same for the recipients whose outcome matches. */
    Load where(List<Outcome> outcomes, Predicate<Outcome> matching) {
        var selected = new ArrayList<Waiting>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (matching.test(outcomes.get(i))) {
                selected.add(people.get(i));
            }
        }
        return new Load(form, variant, selected);
    }

    /** The same in groups of at most {@code most} recipients. */
    List<Load> split(int most) {
        var parts = new ArrayList<Load>();
        for (int from = 0; from < people.size(); from += most) {
            parts.add(new Load(form, variant, List.copyOf(people.subList(from, Math.min(people.size(), from + most)))));
        }
        return parts;
    }

    /** The same for each recipient alone. */
    List<Load> singly() {
        return people.stream()
                .map(person -> new Load(form, variant, List.of(person)))
                .toList();
    }
}
