package org.belay.testsupport;

import java.nio.charset.StandardCharsets;
import org.belay.testkit.AcceptedMail;

/** Builds the bounce (RFC 3464) that a server would return for a mail. */
public final class ReturnedMail {
    private final StringBuilder fields = new StringBuilder();
    private String to;
    private String envelopeId = "";
    private String headers;

    private ReturnedMail(AcceptedMail mail) {
        String text = new String(mail.bytes(), StandardCharsets.UTF_8);
        to = mail.returnPath();
        headers = text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    /** A bounce to the return path of the mail, with its headers. */
    public static ReturnedMail of(AcceptedMail mail) {
        return new ReturnedMail(mail);
    }

    public ReturnedMail to(String address) {
        to = address;
        return this;
    }

    public ReturnedMail withEnvelopeId(String id) {
        envelopeId = "Original-Envelope-Id: " + id + "\r\n";
        return this;
    }

    public ReturnedMail withoutHeaders() {
        headers = "Subject: (not kept)\r\n";
        return this;
    }

    public ReturnedMail failed(String address) {
        return saying(address, "failed", "5.1.1", "550 5.1.1 no such user here");
    }

    public ReturnedMail delayed(String address) {
        return saying(address, "delayed", "4.4.1", "no answer from the server");
    }

    public ReturnedMail saying(String address, String action, String status, String diagnostic) {
        fields.append("\r\nOriginal-Recipient: rfc822;")
                .append(address)
                .append("\r\nFinal-Recipient: rfc822;")
                .append(address)
                .append("\r\nAction: ")
                .append(action)
                .append("\r\nStatus: ")
                .append(status)
                .append("\r\nDiagnostic-Code: smtp; ")
                .append(diagnostic)
                .append("\r\n");
        return this;
    }

    /** The report names only the address to which the mail was forwarded. */
    public ReturnedMail failedAfterForwarding(String address) {
        fields.append("\r\nFinal-Recipient: rfc822;").append(address).append("\r\nAction: failed\r\nStatus: 5.2.1\r\n");
        return this;
    }

    public byte[] bytes() {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
                To: <%s>
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="part"

                --part

                It could not be delivered.

                --part
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org
                %s%s
                --part
                Content-Type: text/rfc822-headers

                %s
                --part--
                """.replace("\n", "\r\n")
                .formatted(to, envelopeId, fields, headers)
                .getBytes(StandardCharsets.UTF_8);
    }
}
