package io.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMessageTest {

    private static final String HEAD = "From: Ann Baker <Ann.Baker@Example.com>\nTo: Help <help@example.com>, it@example.com\nCc: bob@example.com\n"
        + "Message-ID: <m1@example.com>\nDate: Wed, 25 Nov 2026 10:15:30 +0100\nSubject: VPN drops\n";

    @Test
    void readsWhatAPlainMessageSays() {
        MailMessage message = read(HEAD + "References: <r1@example.com>\n <r2@example.com>\nIn-Reply-To: <r2@example.com>\nImportance: High\n\nIt drops.\n\n-- \nAnn\n");
        assertThat(message.messageId()).isEqualTo("m1@example.com");
        assertThat(message.from()).isEqualTo(new MailMessage.Person("Ann Baker", "ann.baker@example.com"));
        assertThat(message.to()).containsExactly("help@example.com", "it@example.com");
        assertThat(message.cc()).containsExactly("bob@example.com");
        assertThat(message.subject()).isEqualTo("VPN drops");
        assertThat(message.references()).containsExactly("r1@example.com", "r2@example.com");
        assertThat(message.inReplyTo()).isEqualTo("r2@example.com");
        assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-11-25T09:15:30Z"));
        assertThat(message.importance()).isEqualTo("high");
        assertThat(message.automatic()).isNull();
        assertThat(message.text()).isEqualTo("It drops.\n\n-- \nAnn");
        assertThat(message.root()).isEqualTo("r1@example.com");
    }

    @Test
    void readsEncodedHeadersAndCharsetsAsPeopleWroteThem() {
        MailMessage message = read("From: =?utf-8?B?" + base64("Zoë Müller") + "?= <zoe@example.com>\nMessage-ID: <m2@x.example>\n"
            + "Subject: =?iso-8859-1?Q?Dr=FCcker?= =?iso-8859-1?Q?_brennt?=\nContent-Type: text/plain; charset=windows-1252\n"
            + "Content-Transfer-Encoding: quoted-printable\n\nEr kostet 5 =80 =96 und zw=F6lf.\n");
        assertThat(message.from().name()).isEqualTo("Zoë Müller");
        assertThat(message.subject()).isEqualTo("Drücker brennt");
        assertThat(message.text()).isEqualTo("Er kostet 5 € – und zwölf.");
        assertThat(read(HEAD + "Content-Type: text/plain; charset=no-such-charset\nContent-Transfer-Encoding: base64\n\n" + base64("Grüße") + "\n").text())
            .isEqualTo("Grüße");
        assertThat(read(HEAD + "Content-Type: text/plain; charset=shift_jis\nContent-Transfer-Encoding: base64\n\n"
            + Base64.getEncoder().encodeToString("障害です".getBytes(Charset.forName("Shift_JIS"))) + "\n").text()).isEqualTo("障害です");
        assertThat(read(bytes(HEAD + "\nGr", new byte[] {(byte) 0xFC}, "n")).text()).isEqualTo("Grün");
        assertThat(read("From: a@b.example\nSubject: Störung\nMessage-ID: <m@b.example>\n\nx\n").subject()).isEqualTo("Störung");
    }

    @Test
    void prefersPlainTextAndTurnsHtmlIntoText() {
        String html = "<html><head><style>p{color:red}</style></head><body><p>Dear&nbsp;all,</p><p>the <b>VPN</b> drops:<br>see <a href=\"https://x.example/a?b=1\">here</a></p>"
            + "<ul><li>one</li><li>two</li></ul><div style=\"display: none\">hidden</div><script>alert(1)</script><table><tr><td>a</td><td>b</td></tr></table>"
            + "<blockquote><p>old words</p></blockquote></body></html>";
        String alternative = HEAD + "Content-Type: multipart/alternative; boundary=b1\n\n--b1\nContent-Type: text/plain\n\nplain words\n--b1\nContent-Type: text/html\n\n"
            + html + "\n--b1--\n";
        assertThat(read(alternative).text()).isEqualTo("plain words");
        assertThat(read(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + html).text())
            .isEqualTo("Dear all,\n\nthe VPN drops:\nsee here (https://x.example/a?b=1)\n\n- one\n- two\n\na b\n\n> old words");
        assertThat(read(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + html).ownWords()).doesNotContain("old words").contains("the VPN drops");
        assertThat(read(HEAD + "Content-Type: text/html\n\n" + "<div>".repeat(50_000) + "deep").text()).isEqualTo("deep");
    }

    @Test
    void listsAttachmentsWithoutTheirContent() {
        MailMessage message = read(HEAD + "Content-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: text/plain; format=flowed\n\nSee the \nscreenshot.\n"
            + "--b1\nContent-Type: image/png; name=\"=?utf-8?B?" + base64("Bildschirm ä.png") + "?=\"\nContent-Transfer-Encoding: base64\n"
            + "Content-Disposition: attachment\n\n" + (base64("x".repeat(57)) + "\n").repeat(100) + "\n--b1\nContent-Type: message/rfc822\n\nFrom: x@y.example\n\ninner\n"
            + "--b1\nContent-Type: text/csv; name=log.csv\nContent-Disposition: inline; filename=\"log\r\n.csv\"\n\na,b\n--b1--\n");
        assertThat(message.text()).isEqualTo("See the screenshot.");
        assertThat(message.attachments()).extracting(MailMessage.Attachment::name).contains("Bildschirm ä.png", "without a name");
        assertThat(message.attachments()).extracting(MailMessage.Attachment::type).containsExactly("image/png", "message/rfc822", "text/csv");
        assertThat(message.attachments().get(0).bytes()).isBetween(5_500L, 5_900L);
        assertThat(message.text() + message.attachments()).doesNotContain("inner");
    }

    @Test
    void forgivesWhatIsBrokenAndRefusesWhatLeadsNowhere() {
        assertThat(read(HEAD + "Content-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: text/plain\n\nno end").text()).isEqualTo("no end");
        assertThat(read(HEAD + "Content-Type: nonsense;;;=\nContent-Transfer-Encoding: rot13\n\nwords").text()).isEqualTo("words");
        MailMessage broken = read(HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + base64("good words, ".repeat(20)) + "\n%%%broken%%%\n");
        assertThat(broken.text()).startsWith("good words");
        assertThat(broken.cut()).isTrue();
        assertThat(read(HEAD.replace("Message-ID: <m1@example.com>\n", "") + "\nwords").messageId()).startsWith("sha256-")
            .isEqualTo(read(HEAD.replace("Message-ID: <m1@example.com>\n", "") + "\nwords").messageId());
        assertThat(read(HEAD.replace("<m1@example.com>", "<" + "x".repeat(900) + "@y>") + "\nwords").messageId()).startsWith("sha256-").hasSize(71);
        assertThatThrownBy(() -> tryRead("Subject: x\n\nwords")).hasMessageContaining("no From address");
        assertThatThrownBy(() -> tryRead("From: \"<script>\" <>\n\nwords")).hasMessageContaining("no From address");
        assertThatThrownBy(() -> tryRead(HEAD + "Content-Type: multipart/mixed; boundary=b1\n\nno boundary anywhere")).hasMessageContaining("boundaries");
        StringBuilder deep = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=b0\n\n");
        for (int i = 0; i < 2_000; i++) {
            deep.append("--b").append(i).append("\nContent-Type: multipart/mixed; boundary=b").append(i + 1).append("\n\n");
        }
        assertThatThrownBy(() -> tryRead(deep.toString())).hasMessageContaining("nested more than 20 deep");
    }

    @Test
    void readsLongMessagesWithinItsLimitsAndInTime() {
        long start = System.nanoTime();
        MailMessage large = read(HEAD + "\n" + "word ".repeat(400_000));
        assertThat(large.text()).hasSize(32_768).endsWith("…");
        assertThat(large.cut()).isTrue();
        assertThat(read(HEAD + "\n" + "On a ".repeat(100_000) + "\n> x").text()).isNotEmpty();
        assertThat(read(HEAD + "\n" + "On a day somebody\n".repeat(3_000)).ownWords()).isNotEmpty();
        assertThat(read(HEAD + "Content-Type: text/html\n\n" + "<a href='https://x.example'>".repeat(20_000) + "x").text()).isNotEmpty();
        assertThat(read(HEAD + "References: " + "<a@b.example> ".repeat(1) + "<c".repeat(50_000) + "\n\nx").references()).containsExactly("a@b.example");
        StringBuilder parts = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=b1\n\n");
        for (int i = 0; i < 5_000; i++) {
            parts.append("--b1\nContent-Type: image/png\n\nx\n");
        }
        MailMessage many = read(parts + "--b1--\n");
        assertThat(many.attachments()).hasSize(50);
        assertThat(many.cut()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    /** TRUST.md, S10: control characters, line ends in fields, halves of pairs and reversed text do not get through. */
    @Test
    void s10NoControlCharactersGetThrough() {
        MailMessage message = read("From: =?utf-8?Q?Ann=0D=0ABcc=3A_x=40y.example?= <ann@example.com>\nMessage-ID: <m@example.com>\n"
            + "Subject: =?utf-8?Q?Hi=0D=0ABcc:_evil@example.com=00=E2=80=AE?=\nContent-Type: text/plain; charset=utf-8\n\na\u0000b\u0007c\u202Ed\r\ne");
        assertThat(message.subject()).isEqualTo("Hi Bcc: evil@example.com");
        assertThat(message.from().name()).isEqualTo("Ann Bcc: x@y.example");
        assertThat(message.text()).isEqualTo("abcd\ne");
    }

    @Test
    void recognisesWhatNoPersonWrote() {
        assertThat(kind("Auto-Submitted: auto-replied (vacation)")).isEqualTo(Automatic.REPLY);
        assertThat(kind("Auto-Submitted: auto-generated")).isEqualTo(Automatic.BULK);
        assertThat(kind("Auto-Submitted: no")).isNull();
        assertThat(kind("X-Auto-Response-Suppress: OOF, DR")).isEqualTo(Automatic.BULK);
        assertThat(kind("X-Auto-Response-Suppress: None")).isNull();
        assertThat(kind("Precedence: bulk")).isEqualTo(Automatic.BULK);
        assertThat(kind("precedence: LIST")).isEqualTo(Automatic.BULK);
        assertThat(kind("List-Id: News <news.example.com>")).isEqualTo(Automatic.BULK);
        assertThat(kind("Return-Path: <>")).isEqualTo(Automatic.REPORT);
        assertThat(kind("Return-Path: <ann@example.com>")).isNull();
        assertThat(kind("X-Autoreply: yes")).isEqualTo(Automatic.REPLY);
        for (String subject : List.of("Automatic reply: VPN drops", "Abwesenheitsnotiz: VPN", "Out of office", "Undeliverable: Re: VPN drops")) {
            assertThat(read(HEAD.replace("VPN drops", subject) + "\nx").automatic()).as(subject).isEqualTo(Automatic.REPLY);
        }
        assertThat(read(HEAD.replace("Ann Baker <Ann.Baker@Example.com>", "MAILER-DAEMON@mx.example.com") + "\nx").automatic()).isEqualTo(Automatic.REPORT);
        MailMessage bounce = read(HEAD + "Content-Type: multipart/report; report-type=delivery-status; boundary=b1\n\n--b1\nContent-Type: text/plain\n\nNot delivered.\n"
            + "--b1\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b1--\n");
        assertThat(bounce.automatic()).isEqualTo(Automatic.REPORT);
        assertThat(bounce.text()).isEqualTo("Not delivered.");
    }

    private static Automatic kind(String header) {
        return read(HEAD + header + "\n\nwords").automatic();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String before, byte[] middle, String after) {
        byte[] head = before.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = after.getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
        return all;
    }

    static MailMessage read(String text) {
        return read(text.replaceAll("(?<!\r)\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MailMessage read(byte[] bytes) {
        try {
            return ReadMessage.read(bytes, true);
        } catch (UnreadableMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static void tryRead(String text) throws UnreadableMessageException {
        ReadMessage.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), true);
    }
}
