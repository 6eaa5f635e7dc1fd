package org.belay.lab.sandbox.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import jakarta.mail.internet.MimeMessage;

/** A user of GreenMail whose mail is already in its mailbox; there is nothing left to deliver. */
record MailboxUser(String address) implements GreenMailUser {
    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public void deliver(MovingMessage message) {}

    @Override
    public void deliver(MimeMessage message) {}

    @Override
    public void create() {}

    @Override
    public void delete() {}

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) throws UserException {
        throw new UserException("the mail server of the sandbox has no sign-in");
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }
}
