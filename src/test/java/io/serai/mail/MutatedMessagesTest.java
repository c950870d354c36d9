package io.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** TRUST.md, S28: whatever bytes a message is made of, it is read, or it is told in words why not, and in time. */
class MutatedMessagesTest {

    private static final byte[] WHOLE = ("Return-Path: <ann@example.com>\r\nFrom: =?utf-8?Q?Zo=C3=AB?= <zoe@example.com>\r\nTo: help@example.com\r\nMessage-ID: <m1@example.com>\r\n"
        + "References: <r1@example.com> <r2@example.com>\r\nDate: Wed, 25 Nov 2026 10:15:30 +0100\r\nSubject: =?iso-8859-1?Q?Dr=FCcker?= brennt\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n--b0\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n--b1\r\n"
        + "Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt burns=20\r\nsince =C3=BCber an hour.\r\n--=20\r\nZoe\r\n--b1\r\n"
        + "Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SXQgYnVybnM8L3A+PGJsb2NrcXVvdGU+b2xkPC9ibG9ja3F1b3RlPg==\r\n--b1--\r\n--b0\r\n"
        + "Content-Type: image/png; name*=utf-8''%C3%A4.png\r\nContent-Disposition: attachment; filename=\"a.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b0\r\n"
        + "Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\n\r\ninner\r\n--b0--\r\n").getBytes(StandardCharsets.ISO_8859_1);

    @Property(tries = 2_000)
    void isReadOrRefusedInWords(@ForAll @Size(min = 1, max = 12) int[] places, @ForAll @Size(min = 1, max = 12) byte[] bytes, @ForAll @IntRange(min = 0, max = 3) int how) {
        byte[] mutated = WHOLE.clone();
        for (int i = 0; i < places.length; i++) {
            int place = Math.floorMod(places[i], mutated.length);
            byte fresh = bytes[i % bytes.length];
            mutated = switch (how) {
                case 0 -> Arrays.copyOf(mutated, Math.max(1, place));
                case 1 -> joined(mutated, place, place + Math.floorMod(fresh, 40));
                case 2 -> joined(mutated, Math.min(mutated.length, place + Math.abs(fresh)), place);
                default -> {
                    mutated[place] = fresh;
                    yield mutated;
                }
            };
        }
        long start = System.nanoTime();
        try {
            MailMessage message = ReadMessage.read(mutated, true);
            assertThat(Addresses.isPlain(message.from().address())).isTrue();
            assertThat(message.messageId()).matches("[!-;=?-~]{1,300}");
            assertThat(message.text() + message.subject() + message.from().name()).doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]");
            assertThat(Subjects.title(message)).isNotBlank();
        } catch (UnreadableMessageException e) {
            assertThat(e.getMessage()).matches("no [A-Za-z0-9 _,.-]{1,200}").doesNotContain("parser fails");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** What stands before {@code end}, and then what stands from {@code begin} on: a piece is left out, or comes twice. */
    private static byte[] joined(byte[] bytes, int end, int begin) {
        byte[] head = Arrays.copyOf(bytes, Math.min(end, bytes.length));
        byte[] tail = Arrays.copyOfRange(bytes, Math.min(begin, bytes.length), bytes.length);
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
