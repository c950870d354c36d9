package io.serai.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.language.Shortened;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"Restart nginx on web-01.", "CPU > 90 % and memory < 10 %", "mail jane.doe@example.com, or (help@example.co.uk)",
        "see https://example.com/kb?id=12&x=1#top", "at 12:30, path C:\\Temp\\log.txt, error: 0x80070005", "größer, naïve, 日本語, 👍", "a {b} c",
        "note: data is fine", "100% of $HOME; `ls`"})
    void leavesOrdinaryTextAsItIs(String text) {
        assertThat(PlainText.line(text, 200)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', value = {
        "@webhook-pagerduty down ¦ (at)webhook-pagerduty down",
        "hi @channel and @jane.doe@example.com ¦ hi (at)channel and (at)jane.doe(at)example.com",
        "x@webhook-prod ¦ x(at)webhook-prod",
        "＠all ﹫here ¦ (at)all (at)here",
        "http://user:pw@evil.example/ ¦ http://user:pw(at)evil.example/",
        "[~admin] and [click|http://evil.example] ¦ (~admin) and (click|http://evil.example)",
        "[code]<a href=x>y</a>[/code] ¦ (code)‹a href=x>y‹/a>(/code)",
        "<script>alert(1)</script> ¦ ‹script>alert(1)‹/script>",
        "<!channel> <@U123> <#C1> <https://x.example|y> ¦ ‹!channel> ‹(at)U123> ‹#C1> ‹https://x.example|y>",
        "{html}x{html} {code:java} ¦ (html}x(html} (code:java}",
        "![x](http://evil.example/?q=1) ¦ !(x)(http://evil.example/?q=1)",
        "!http://evil.example/a.png! ¦ ! http://evil.example/a.png!",
        "javascript:alert(1) ¦ javascript: alert(1)",
        "ftp://x file:///etc/passwd ldap://y HTTPS://ok.example ¦ ftp: //x file: ///etc/passwd ldap: //y HTTPS://ok.example",
        "data:text/html;base64,AAAA ¦ data: text/html;base64,AAAA",
        "[serai:0123abcd] ¦ (serai:0123abcd)",
        "${sys.env.PATH} #{T(java.lang.Runtime)} {{secret}} ¦ ${sys.env.PATH} #{T(java.lang.Runtime)} {(secret}}"})
    void neutralisesMentionsMarkupMacrosAndLinks(String text, String expected) {
        assertThat(PlainText.line(text, 200)).isEqualTo(expected);
    }

    @Test
    void s14LineBreaksAndControlCharactersCannotBuildLinesOfTheirOwn() {
        assertThat(PlainText.line("a\r\nX-Injected: 1\r\n\r\nbody\u0000\u0007\u001b[31m\u2028b\u2029c\u0085d", 200))
            .isEqualTo("a X-Injected: 1 body(31m b c d");
    }

    @Test
    void s10DirectionMarksZeroWidthAndPiledUpMarksGo() {
        assertThat(PlainText.line("\u202Eevil\u202C\u200B@\u200Dall \uDB40\uDC41x\uD800", 200)).isEqualTo("evil(at)all x");
        assertThat(PlainText.line("a" + "\u0301".repeat(60_000), 200)).isEqualTo("a\u0301\u0301\u0301\u0301");
    }

    @Test
    void s14AMegabyteIsCutQuickly() {
        long start = System.nanoTime();
        for (String part : new String[] {"x", "a@", "<a", "{ab:", "a.", "javascript:", " \r\n"}) {
            assertThat(PlainText.line(part.repeat(1_000_000 / part.length()), 300)).hasSizeLessThanOrEqualTo(300);
        }
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void aCutNeverLeavesHalfACharacter() {
        assertThat(Shortened.to("👍👍👍", 4)).isEqualTo("👍…");
        assertThat(Shortened.to("abcd", 4)).isEqualTo("abcd");
    }

    @Property
    void whateverComesInIsOneSafeLine(@ForAll String text) {
        String line = PlainText.line(text, 300);
        assertThat(line).hasSizeLessThanOrEqualTo(300).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\[\\]\\uFF20]")
            .doesNotContainPattern("<[A-Za-z/!@]").doesNotContainPattern("(^|[^\\w.%+-])@");
    }
}
