package org.belay.mailing.check.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An act that a text asks its readers to do. A clause asks for it as an imperative ("Remove the app", "Entfernen Sie die App") or as a
 * duty ("you must remove the app"). A clause with a negation asks for nothing.
 *
 * @param verb in lower case
 * @param about the other content words in lower case; {@link #IT} if there is only a pronoun ("it", "sie")
 */
public record DemandedAct(String verb, Set<String> objects) {
    private static final String IT = "it";
    private static final Set<String> POLITE =
            set("please kindly now then also bitte jetzt dann veuillez merci de prière por favor ahora");
    private static final Set<String> NEGATIONS = set(
            "not no nothing never nobody don't don’t needn't needn’t without cannot can't can’t nicht nichts kein keine keinen keiner keinem"
                    + " niemand nie ne pas rien ni jamais aucun aucune d'aucun d’aucun nada nadie nunca ningún ninguna ninguno sin");
    private static final Set<String> PRONOUNS = set("it them this that sie es ihn diese dies le la les lo los las");
    private static final Set<String> DETERMINERS = set("the your all every any each this that these those our it them"
            + " die das den dem der ihr ihre ihren alle jede jedes jeden diese dieses diesen sie es ihn"
            + " le la les l votre vos toutes tous cette ce ces un une"
            + " el lo los las su sus todas todos esta este un una");
    private static final Set<String> DUTIES =
            set("must should müssen musst sollen sollten devez devrez faut doit doivent debe deben");
    /** Express a duty if a word of {@link #BEHIND} follows. */
    private static final Set<String> DUTIES_WITH = set("have need required tiene tienen hay");

    private static final Set<String> BEHIND = set("to que");

    /** A clause that starts with one of these is no imperative. */
    private static final Set<String> STATING = set(
            "you we i he she it they the a an this that these those your our his her their its there here if when after before from until"
                    + " by on in at for with to as and or but all every everybody everyone who what which how why where will is are was were"
                    + " may can nothing no not thank thanks sorry"
                    + " sie wir ich er es der die das den dem ein eine ihr ihre unser unsere wenn falls nach vor ab bis am im in an auf für"
                    + " mit zu von und oder aber alle jeder wer was wie warum wo ist sind war kann können danke nichts kein keine"
                    + " vous nous je il elle ils elles le la les un une votre vos notre nos si quand après avant de du des dès en à au aux pour"
                    + " avec et ou mais tous toutes qui que ce cette ces est sont peut pouvez avez n ne pas rien"
                    + " usted nosotros el los las un una su sus nuestro nuestra si cuando después antes desde hasta de del en a al para con y o"
                    + " pero todos quien quienes que este esta es son puede ha no nada gracias");
    /** Steps in a program and contacts with people. They are ignored: undoing something often needs the same steps. */
    private static final Set<String> WAYS =
            set("tell ask write call sagen fragen schreiben dites prévenez demandez écrivez diga avise pida escriba"
                    + " open choose select click press tap go sign log type enter wait hold öffnen wählen klicken drücken tippen gehen melden warten"
                    + " ouvrez choisissez sélectionnez cliquez appuyez allez connectez attendez abra elija seleccione pulse haga vaya inicie"
                    + " conéctese espere");
    /** A clause with one of these after its first word is a statement. */
    private static final Set<String> FINITE = set(
            "is are was were will may can could stays stay remains remain goes go works has had ist sind war wird werden bleibt bleiben kann"
                    + " können darf dürfen hat haben gilt est sont était reste restent peut peuvent continue a sera seront es son era sigue siguen"
                    + " queda quedan puede pueden ha será");

    private static Set<String> set(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** The acts that a text asks for as imperatives, in order. */
    public static List<DemandedAct> imperativesIn(String text) {
        return in(text, false);
    }

    /** The acts that a text asks for as imperatives or as duties, in order. */
    public static List<DemandedAct> allIn(String text) {
        return in(text, true);
    }

    private static List<DemandedAct> in(String text, boolean duties) {
        var demands = new ArrayList<DemandedAct>();
        for (String block : text.split("\n")) {
            for (String clause : MarkdownText.withoutMarkup(block).split("(?:[!?;:,–—()]|(?<!\\d)\\.)(?=\\s|$)")) {
                List<String> words = words(clause);
                if (words.stream().anyMatch(NEGATIONS::contains)) continue;
                imperative(words, demands);
                if (duties) duty(words, demands);
            }
        }
        return demands;
    }

    /** Whether this asks for the same act on the same object; "it" alone matches any object. */
    public boolean repeats(DemandedAct other) {
        if (!sameStem(verb, other.verb)) return false;
        return objects.contains(IT) && objects.size() == 1
                || objects.stream().anyMatch(word -> !word.equals(IT) && other.objects.contains(word));
    }

    private static void imperative(List<String> words, List<DemandedAct> demands) {
        int at = 0;
        while (at < words.size() && POLITE.contains(words.get(at))) at++;
        if (at >= words.size()) return;
        boolean polite = at > 0;
        String first = words.get(at);
        List<String> rest = words.subList(at + 1, words.size());
        boolean states = STATING.contains(first) || rest.stream().limit(3).anyMatch(FINITE::contains);
        if (!states && !WAYS.contains(first) && first.length() > 2)
            demands.add(new DemandedAct(first, contentWords(rest)));
        // "Bitte die App entfernen": the verb is last
        String last = words.get(words.size() - 1);
        if (polite && rest.size() > 0 && last.endsWith("n") && DETERMINERS.contains(first)) {
            demands.add(new DemandedAct(last, contentWords(words.subList(at, words.size() - 1))));
        }
    }

    /** "You must remove the app", "Sie müssen die App entfernen": any word after the duty may be the act. */
    private static void duty(List<String> words, List<DemandedAct> demands) {
        int at = 0;
        while (at < words.size() && !isDuty(words, at)) at++;
        if (at >= words.size()) return;
        List<String> rest = words.subList(at + 1, words.size());
        for (String word : rest) {
            if (word.length() > 3 && !STATING.contains(word) && !WAYS.contains(word)) {
                demands.add(new DemandedAct(
                        word,
                        contentWords(rest.stream()
                                .filter(other -> !other.equals(word))
                                .toList())));
            }
        }
    }

    private static boolean isDuty(List<String> words, int at) {
        return DUTIES.contains(words.get(at))
                || DUTIES_WITH.contains(words.get(at)) && at + 1 < words.size() && BEHIND.contains(words.get(at + 1));
    }

    private static Set<String> contentWords(List<String> words) {
        var about = new HashSet<String>();
        for (String word : words) {
            if (word.length() > 2 && !STATING.contains(word) && !DETERMINERS.contains(word)) about.add(word);
        }
        if (about.isEmpty() && words.stream().anyMatch(PRONOUNS::contains)) about.add(IT);
        return about;
    }

    private static List<String> words(String clause) {
        return MarkdownText.words(clause.replace("l’", "l ")
                        .replace("l'", "l ")
                        .replace("d’", "d ")
                        .replace("d'", "d "))
                .stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Matches remove, removed; entfernen, entferne; désinstallez, désinstaller; desinstale, desinstalar. */
    private static boolean sameStem(String one, String other) {
        if (one.equals(other)) return true;
        int shorter = Math.min(one.length(), other.length());
        int same = 0;
        while (same < shorter && one.charAt(same) == other.charAt(same)) same++;
        return same >= 4 && same >= Math.max(one.length(), other.length()) - 3;
    }
}
