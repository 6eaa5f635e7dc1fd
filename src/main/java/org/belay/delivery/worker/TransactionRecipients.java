package org.belay.delivery.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.message.MessageTemplate;
import org.belay.smtp.RecipientOutcome;

/**
 * Recipients of one SMTP transaction: one recipient of a personal copy, or several of a shared copy of one variant.
 *
 * @param template empty if it is missing: that sets aside its recipients and no others (docs/faults.md, P13)
 */
record TransactionRecipients(Optional<MessageTemplate> template, int variant, List<DueRecipient> people) {

    /** @param most recipients that the relay accepts in one transaction */
    static Deque<TransactionRecipients> of(
            List<DueRecipient> waiting, Map<Integer, MessageTemplate> templates, int most) {
        var loads = new ArrayDeque<TransactionRecipients>();
        Map<Integer, List<DueRecipient>> together = new LinkedHashMap<>();
        for (DueRecipient person : waiting) {
            MessageTemplate template = templates.get(person.variant());
            if (template == null || template.isPersonal() || person.mustGoAlone()) {
                loads.add(single(person, templates));
            } else {
                together.computeIfAbsent(person.variant(), any -> new ArrayList<>())
                        .add(person);
            }
        }
        together.forEach(
                (variant, people) -> loads.addAll(together(people, templates).split(most)));
        return loads;
    }

    static TransactionRecipients single(DueRecipient person, Map<Integer, MessageTemplate> templates) {
        return new TransactionRecipients(template(person.variant(), templates), person.variant(), List.of(person));
    }

    /** @param people recipients of one variant */
    static TransactionRecipients together(List<DueRecipient> people, Map<Integer, MessageTemplate> templates) {
        int variant = people.get(0).variant();
        return new TransactionRecipients(template(variant, templates), variant, people);
    }

    private static Optional<MessageTemplate> template(int variant, Map<Integer, MessageTemplate> templates) {
        return Optional.ofNullable(templates.get(variant));
    }

    List<DeliveryId> deliveries() {
        return people.stream().map(DueRecipient::id).toList();
    }

    /** Whether it is for one recipient that is sent alone, because the connection breaks with it. */
    boolean isSetAside() {
        return people.size() == 1 && people.get(0).isSetAside();
    }

    /** Whether it is a personal copy. */
    boolean isPersonal() {
        return template.filter(MessageTemplate::isPersonal).isPresent();
    }

    /** The same for the recipients who have an attempt, in the order of the attempts. */
    TransactionRecipients restrictTo(List<AttemptMarker> markers) {
        if (markers.size() == people.size()) {
            return this;
        }
        Map<DeliveryId, DueRecipient> byDelivery = new HashMap<>();
        people.forEach(person -> byDelivery.put(person.id(), person));
        return new TransactionRecipients(
                template,
                variant,
                markers.stream().map(m -> byDelivery.get(m.delivery())).toList());
    }

    /** The same for the recipients whose outcome matches. */
    TransactionRecipients where(List<RecipientOutcome> outcomes, Predicate<RecipientOutcome> matching) {
        var selected = new ArrayList<DueRecipient>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (matching.test(outcomes.get(i))) {
                selected.add(people.get(i));
            }
        }
        return new TransactionRecipients(template, variant, selected);
    }

    /** The same in groups of at most {@code most} recipients. */
    List<TransactionRecipients> split(int most) {
        var parts = new ArrayList<TransactionRecipients>();
        for (int from = 0; from < people.size(); from += most) {
            parts.add(new TransactionRecipients(
                    template, variant, List.copyOf(people.subList(from, Math.min(people.size(), from + most)))));
        }
        return parts;
    }

    /** The same for each recipient alone. */
    List<TransactionRecipients> singly() {
        return people.stream()
                .map(person -> new TransactionRecipients(template, variant, List.of(person)))
                .toList();
    }
}
