package org.belay.delivery.relay;

import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.link.Invitations;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;

/** Mails an invitation, in one attempt, and says at once whether the relay accepted it. */
@Component
public class InvitationMail {
    private final Invitations invitations;
    private final AccountMail mail;
    private final Settings settings;

    InvitationMail(Invitations invitations, AccountMail mail, Settings settings) {
        this.invitations = invitations;
        this.mail = mail;
        this.settings = settings;
    }

    public boolean isPossible() {
        return mail.isPossible();
    }

    /**
     * Invites a person who has not signed in yet.
     *
     * @throws RequestRefused as {@link Invitations#make}, if sender and relay are not configured, or if the relay did not accept the mail; then
     *     the link in it does not work
     */
    public void send(UserId person, User by) {
        if (!isPossible()) {
            throw new RequestRefused(
                    "Belay cannot send mail yet: sender or relay is missing in belay.yaml. No invitation was sent. Give the person a link instead.");
        }
        Invitations.Invitation invitation = invitations.make(person, by);
        User invited = invitation.person();
        String first = "Hello " + invited.name() + ",\n" + by.name() + " (" + by.address()
                + ") has made an account for you in Belay, with which "
                + settings.sender().name()
                + " sends notices to colleagues.\n";
        String how = invitation
                .secret()
                .map(secret -> "This link sets your password. It works once, for " + Invitations.VALID.toDays()
                        + " days: " + settings.publicUrl() + "/welcome/" + secret + "\nAfterwards you sign in with "
                        + invited.address() + " at " + settings.publicUrl() + "\n")
                .orElseGet(() -> "Sign in with your company account: " + settings.publicUrl() + "\n");
        var text = new AccountMail.AccountText(
                invited.address(),
                "Your account in Belay",
                first + how + "If you do not know " + by.name()
                        + ", do not open the link, and tell your IT department.");
        mail.sendAtOnce(text).ifPresent(why -> {
            invitations.notSent(invitation, why);
            throw new RequestRefused("The invitation to " + invited.address()
                    + " was not sent. The account stays as it is. The relay: " + why
                    + " Correct this, then send it again, or give the person a link.");
        });
    }
}
