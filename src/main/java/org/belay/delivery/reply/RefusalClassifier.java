package org.belay.delivery.reply;

import static java.util.regex.Pattern.compile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.smtp.wire.EnhancedStatusCode;
import org.belay.smtp.wire.SmtpReply;

/**
 * Classifies permanent refusals: about the recipient, or possibly about our sender. A recipient who is wrongly
 * classified as the latter costs two more tries; one who is wrongly classified as the former loses the mail. So an
 * ambiguous refusal is about the sender. The codes and their sources are in docs/relay-profiles.md.
 */
public final class RefusalClassifier {

    /** Restrictions of the recipient's mailbox or group (Exchange). */
    private static final Set<String> ALWAYS_RECIPIENT =
            Set.of("5.7.17", "5.7.18", "5.7.124", "5.7.125", "5.7.129", "5.7.133", "5.7.134", "5.7.136");

    /** Exchange before it had codes for them: restrictions of a mailbox or a group, and addresses that it could not resolve. */
    private static final Pattern RECIPIENT_RESOLVER =
            compile("resolver\\.rst\\.|resolver\\.adr\\.(ex)?recip|rejected by recipient|usernotfound");

    /** RFC 3463, 3.2 and 3.3, 3886 and 7505: no such mailbox, mailbox full, closed, moved, domain without mail. */
    private static final Set<String> RECIPIENT_CODES = Set.of(
            "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5", "5.1.6", "5.1.10", "5.2.1", "5.2.2", "5.2.3", "5.2.4", "5.4.1",
            "5.4.4");

    private static final Pattern RECIPIENT_WORDS =
            compile("(unknown|no such|invalid|non-?existent|undeliverable) (local"
                    + " )?(user|recipient|mailbox|address|account|person)|(user|recipient|mailbox|address|account|alias)("
                    + " is| was| name)? ?(unknown|not found|invalid|unavailable|disabled|inactive|suspended|full|over"
                    + " ?quota|locked|closed|expired|not valid|not known|not listed)|(does not|doesn't|didn't) (exist|have"
                    + " an account)|(no|not a) (valid )?(mailbox|user|account|recipient)\\b|recipient(s)? (not"
                    + " found|unknown)|not our (customer|user)|mailbox (has )?exceed|quota exceeded|over ?quota|user (has"
                    + " )?(moved|left)|no longer (available|valid|exists|works|active|on)|suppression list|mailbox is"
                    + " disabled|user not (local|exist)|(unknown|illegal) (or illegal )?(alias|user)|temporary"
                    + " locked|unrouteable|unroutable|host unknown|account .{0,40}(disabled|inactive|discontinued)|mailbox"
                    + " (is )?frozen|inactive email address|disabled recipient|doesn't have an? .{0,40}"
                    + " account|recip(ient)?notfound|domain not found|no mx");

    /** A relay that quotes another server has that server's code in its text. */
    private static final Pattern CODE_WITHIN = compile("(?<![\\d.])5\\.\\d{1,3}\\.\\d{1,3}(?![\\d.]*\\d)");

    private static final int MAX_READ = 2_000;

    /** A code for the recipient counts unless the text names the sender's side. */
    private static final Pattern SENDER_SIDE = compile(
            "outbound|sender|submission|client host|helo|ehlo|sendasdenied|blocked using|spamhaus|mail from|has sent"
                    + " to|(daily|hourly|monthly|sending|relay).{0,30}(quota|limit)|\\byour (e-?mail"
                    + " )?(account|domain|plan|subscription|tenant)|sending (is |was |has been"
                    + " )?(disabled|suspended|paused|blocked)|account .{0,40}contact support");

    /**
     * Words of a relay, and the advice for them.
     *
     * @param words to find in the reply's text in lower case
     */
    private record WordingHint(Pattern words, RefusalCause refusal) {
        static WordingHint of(String words, String reason, String advice) {
            return new WordingHint(compile(words), RefusalCause.ofUs(reason, advice));
        }
    }

    private static final String EHLO =
            "Set relay.ehlo-name to the full name of this machine in the DNS, for example mail.example.org.";
    private static final String RETURN_PATH =
            "Set relay.return-path: fixed, and bounce-address to an address that the relay allows us to send as.";
    private static final String HOST =
            "Ask the relay's operator to allow this machine's address (Postfix: mynetworks; Exchange: a receive"
                    + " connector; Microsoft 365: an inbound connector), or to remove it from the block list that the"
                    + " reply names.";
    private static final String SIGN_IN =
            "Set relay.username and relay.password-file, or relay.oauth.* where passwords are switched off.";
    private static final String TENANT =
            "An administrator of the tenant must lift the block: Microsoft Defender portal, Restricted entities, or"
                    + " Microsoft support.";
    private static final String DNS =
            "Add this relay to the SPF record, the DKIM keys and the DMARC policy of the sender's domain.";
    private static final String TEXT =
            "Ask the relay's operator to allow our sender in its spam filter, or rewrite the mail: the filter"
                    + " considers it spam.";
    private static final String SENDER =
            "Check sender.address and bounce-address: the relay must allow us to send as both. If it allows only one,"
                    + " set relay.return-path: fixed.";

    private static final List<WordingHint> HINTS = List.of(
            WordingHint.of("helo|fully.qualified host|ehlo", "The relay does not accept our EHLO name", EHLO),
            WordingHint.of(
                    "basic auth|5\\.7\\.30\\b",
                    "The relay does not allow sign-in with user name and password",
                    "Set relay.oauth.token-endpoint, relay.oauth.client-id, relay.oauth.client-secret-file and"
                            + " relay.oauth.scope, and remove relay.password-file."),
            WordingHint.of(
                    "direct ?send",
                    "Microsoft 365 rejects mail that is sent to it directly from our domain (Reject Direct Send)",
                    "Sign in with relay.profile: exchange-online or exchange-hve, or ask for an inbound connector for"
                            + " this machine's address."),
            WordingHint.of(
                    "sender address rejected|not owned by|not allowed to send as|send ?as ?denied|sender .{0,30}not"
                            + " (allowed|permitted)|sender (is )?(rejected|refused|denied|blocked|not allowed)|mail from"
                            + " .{0,30}(rejected|denied|not allowed)|return.path|envelope from",
                    "The relay does not allow us to send as this sender",
                    RETURN_PATH),
            WordingHint.of(
                    "client host rejected|blocked using|(block|black|deny) ?list|spamhaus|\\brbl\\b|dnsbl|sending"
                            + " ip|(your|client) (ip|host)|ip (address )?.{0,40}(block|list|banned|reject|denied)|banned"
                            + " sending|not accepting traffic|reputation|no access from|invalid ip|your isp",
                    "The relay accepts no mail from this machine's address",
                    HOST),
            WordingHint.of(
                    "outbound sender|tenant|banned sender|account"
                            + " .{0,20}(blocked|paused|suspended|disabled|deactivated|closed)|unregistered domain|spam"
                            + " abuse|exceeded .{0,30}(threshold|limit)|too many recipients"
                            + " this|(daily|hourly|monthly|sending|relay).{0,30}(quota|limit)|sending (is |was |has been"
                            + " )?(disabled|suspended|paused|blocked)",
                    "The relay has blocked our sender or our tenant",
                    TENANT),
            WordingHint.of(
                    "\\bspf\\b|dkim|dmarc|reverse dns|\\bptr\\b|rdns|unauthenticated (e?mail|message)",
                    "The relay finds a fault in the DNS records of our sender's domain",
                    DNS),
            WordingHint.of(
                    "authenticat|must (log|sign) ?in|login|credential", "The relay requires authentication", SIGN_IN),
            WordingHint.of(
                    "spam|virus|malware|unsolicited|\\bube\\b|\\buce\\b|phish|content|suspicious|message (was"
                            + " )?(rejected|refused|blocked)",
                    "The relay refuses this text",
                    TEXT),
            WordingHint.of(
                    "access denied|access not allowed|denied by|polic(y|ies)|administrative|prohibited|not"
                            + " permitted|not allowed|not"
                            + " authori[sz]ed|unauthori[sz]ed|forbidden|restricted|blocked|security|sender|no"
                            + " relaying|mail relay|to relay",
                    "The relay's rules refuse us",
                    SENDER + " " + HOST));

    /** Microsoft 365 and RFC 3463 X.7: by the last number of the code, if the text does not tell. */
    private static final RefusalCause BY_TENANT =
            RefusalCause.ofUs("The relay has blocked our sender or our tenant", TENANT);

    private static final RefusalCause BY_ACCOUNT =
            RefusalCause.ofUs("The relay has disabled the account with which we sign in", SIGN_IN);
    private static final RefusalCause BY_QUOTA =
            RefusalCause.ofUs("The relay's limit for our sender is reached", TENANT);
    private static final RefusalCause BY_HOST =
            RefusalCause.ofUs("The relay accepts no mail from this machine's address", HOST);
    private static final RefusalCause BY_DNS =
            RefusalCause.ofUs("The relay finds a fault in the DNS records of our sender's domain", DNS);
    private static final RefusalCause BY_SENDER = RefusalCause.ofUs("The relay does not accept our sender", SENDER);
    private static final RefusalCause BY_RULES = RefusalCause.ofUs("The relay's rules refuse us", SENDER + " " + HOST);

    private RefusalClassifier() {}

    /** @param reply a permanent one */
    static RefusalCause of(SmtpReply reply, RelayProfile profile) {
        Optional<EnhancedStatusCode> code = code(reply);
        String enhanced = code.map(EnhancedStatusCode::toString).orElse("");
        String text = text(reply);
        if (ALWAYS_RECIPIENT.contains(enhanced)
                || RECIPIENT_RESOLVER.matcher(text).find()) {
            return RefusalCause.OF_RECIPIENT;
        }
        Optional<RelayCondition> concern =
                profile.condition(reply).filter(c -> c.remedy() == RelayCondition.Remedy.PERSON);
        if (concern.isPresent()) {
            return RefusalCause.ofUs(concern.get().reason(), advice(reply));
        }
        boolean recipientCode = RECIPIENT_CODES.contains(enhanced);
        if (recipientCode && !SENDER_SIDE.matcher(text).find()) {
            return RefusalCause.OF_RECIPIENT;
        }
        // RFC 4954 and 5248: the account that Belay uses; some relays send it for the recipient's account
        boolean ownAccount = enhanced.equals("5.7.13") && !text.contains("recipient");
        if (ownAccount) return BY_ACCOUNT;
        Optional<RefusalCause> hint = hint(text);
        boolean recipientWords = RECIPIENT_WORDS.matcher(text).find();
        boolean senderSide = hint.isPresent() && SENDER_SIDE.matcher(text).find();
        if (recipientWords && !senderSide) {
            return RefusalCause.OF_RECIPIENT;
        }
        return hint.or(() -> code.flatMap(RefusalClassifier::byCode)).orElse(RefusalCause.OF_UNKNOWN);
    }

    /** What a person may do about a reply at any stage; empty if it does not tell. */
    public static String advice(SmtpReply reply) {
        return hint(text(reply))
                .or(() -> code(reply).flatMap(RefusalClassifier::byCode))
                .map(RefusalCause::advice)
                .orElse("");
    }

    private static String text(SmtpReply reply) {
        String text = reply.text();
        return text.substring(0, Math.min(MAX_READ, text.length())).toLowerCase(Locale.ROOT);
    }

    private static Optional<EnhancedStatusCode> code(SmtpReply reply) {
        return reply.enhanced().or(() -> {
            var within = CODE_WITHIN.matcher(text(reply));
            return within.find() ? Optional.of(EnhancedStatusCode.of(within.group())) : Optional.empty();
        });
    }

    private static Optional<RefusalCause> hint(String text) {
        return HINTS.stream()
                .filter(hint -> hint.words().matcher(text).find())
                .findFirst()
                .map(WordingHint::refusal);
    }

    private static Optional<RefusalCause> byCode(EnhancedStatusCode code) {
        int detail = code.detail();
        return switch (code.subject()) {
            case 1 -> detail == 7 || detail == 8 || detail == 90 ? Optional.of(BY_SENDER) : Optional.empty();
            case 3 -> Optional.of(BY_RULES);
            case 4 -> detail == 5 ? Optional.of(BY_QUOTA) : Optional.empty();
            case 7 -> Optional.of(bySecurityCode(detail));
            default -> Optional.empty();
        };
    }

    private static RefusalCause bySecurityCode(int detail) {
        if (detail == 25 || detail == 508 || detail == 511 || (detail >= 606 && detail <= 649) || detail == 708) {
            return BY_HOST;
        }
        if ((detail >= 20 && detail <= 29) || detail == 509) {
            return BY_DNS;
        }
        return detail >= 500 && detail <= 799 ? BY_TENANT : detail == 60 ? BY_SENDER : BY_RULES;
    }
}
