package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.article.Article.Format;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleTextTest {

    private static String html(String text) {
        return ArticleText.markdown(Format.HTML, text);
    }

    private static String storage(String text) {
        return ArticleText.markdown(Format.STORAGE, text);
    }

    @Test
    void headingsListsTablesAndCodeKeepTheirShape() {
        assertThat(html("<h1>VPN</h1><p>It <b>drops</b>&nbsp;often.</p><h2>Steps</h2><ol><li>Update the <a href='https://x'>client</a></li><li>Restart<ul>"
            + "<li>now</li></ul></li></ol><table><tr><th>Code</th><th>Meaning</th></tr><tr><td>720</td><td>no<br>PPP</td></tr></table><pre>vpn --up\n  -v</pre>"))
            .isEqualTo("# VPN\n\nIt drops often.\n\n## Steps\n\n1. Update the client\n2. Restart\n  - now\n\nCode | Meaning\n720 | no PPP\n\n```\nvpn --up\n  -v\n```");
    }

    @Test
    void macrosOfConfluenceAreNotRunAndTheirBodiesAreRead() {
        assertThat(storage("""
            <h2>Cause</h2><ac:structured-macro ac:name="info"><ac:parameter ac:name="title">secret title</ac:parameter>
            <ac:rich-text-body><p>Disk&nbsp;full &amp; slow</p></ac:rich-text-body></ac:structured-macro>
            <ac:structured-macro ac:name="code"><ac:parameter ac:name="language">sh</ac:parameter>
            <ac:plain-text-body><![CDATA[df -h | grep "<b>"]]></ac:plain-text-body></ac:structured-macro>
            <ac:structured-macro ac:name="html"><ac:plain-text-body><![CDATA[<script>steal()</script>]]></ac:plain-text-body></ac:structured-macro>
            <ac:structured-macro ac:name="include"><ac:parameter ac:name=""><ri:page ri:content-title="Other"/></ac:parameter></ac:structured-macro>
            <p>See <ac:link><ri:page ri:content-title="Cleaning up"/></ac:link>, <ac:link><ri:page ri:content-title="X"/>
            <ac:plain-text-link-body><![CDATA[this page]]></ac:plain-text-link-body></ac:link><ac:image><ri:url ri:value="https://evil/x.png"/></ac:image></p>
            <ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Call the owner</ac:task-body></ac:task></ac:task-list>"""))
            .isEqualTo("## Cause\n\nDisk full & slow\n\n```\ndf -h | grep \"<b>\"\n```\n\nSee Cleaning up, this page\n\n- Call the owner");
    }

    /** TRUST.md, S23: what a reader does not see must not reach a search, and a script must not reach anything. */
    @ParameterizedTest
    @ValueSource(strings = {"<script>bad</script>", "<style>bad{}</style>", "<p style='display: none'>bad</p>", "<span style=\"color:#FFFFFF\">bad</span>",
        "<p style='COLOR : White'>bad</p>", "<div style='font-size:0px'>bad</div>", "<i style='font-size: 1px;color:red'>bad</i>", "<p hidden>bad</p>",
        "<p aria-hidden='true'>bad</p>", "<div style='visibility:hidden'>x<b>bad</b></div>", "<p style='opacity:0.0'>bad</p>", "<font color=white>bad</font>",
        "<p style='text-indent:-9999px'>bad</p>", "<!-- bad -->", "<img alt='bad' src=x onerror=bad>", "<iframe srcdoc='bad'></iframe>", "<a href='bad'></a>",
        "<form><input value='bad'><textarea>bad</textarea></form>", "<svg><text>bad</text></svg>", "<noscript>bad</noscript>", "<template>bad</template>",
        "<p title='bad'></p>", "<p style='color:rgba(0, 0, 0, 0)'>bad</p>", "<object data='bad'>bad</object>", "<td style='display:none'>bad</td>"})
    void whatIsNotSeenOrIsNoTextIsLeftOut(String markup) {
        String alone = markup.startsWith("<td") ? "<table><tr>" + markup + "</tr></table>" : markup;
        assertThat(html("<p>good</p>" + alone + "<p>end</p>")).doesNotContain("bad").contains("good").contains("end");
        assertThat(html("<table><tr>" + (markup.startsWith("<td") ? markup : "<td>" + markup + "</td>") + "<td>good</td></tr></table>")).doesNotContain("bad");
    }

    @Test
    void whatIsSeenIsKept() {
        assertThat(html("<p style='font-size:1em'>one</p><p style='font-size:0.9rem;opacity:0.8'>two</p><p style='color:#fff;background-color:#000'>three</p>"
            + "<p style='max-width:100px'>four</p>")).isEqualTo("one\n\ntwo\n\nthree\n\nfour");
    }

    @Test
    void charactersThatHideOrTurnTextAreTakenOut() {
        assertThat(html("<p>re\u200Bst\u00ADart \u202Eelif\u202C \uFEFFnow\u0000\u0007 \uDB40\uDC41</p>")).isEqualTo("restart elif now");
        assertThat(ArticleText.markdown(Format.TEXT, "a\u200Bb\r\nc\u0000")).isEqualTo("ab\nc");
        assertThat(ArticleText.line(" a\n\u2066b\t c ")).isEqualTo("a b c");
    }

    static Stream<String> floods() {
        int size = 1 << 20;
        return Stream.of("<div>".repeat(size / 5), "<ul><li>".repeat(size / 8), "<ol>" + "<li>x".repeat(size / 5), "<table><tr><td>".repeat(size / 15),
            " ".repeat(size), "<pre>" + " ".repeat(size) + "x</pre>", "<p style='" + " ".repeat(size) + "'>x</p>", "&".repeat(size), "<".repeat(size),
            "<![CDATA[".repeat(size / 9), "<ac:structured-macro ac:name='info'><ac:rich-text-body>".repeat(size / 55), "\u0301".repeat(size / 2),
            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + "&b;".repeat(size / 3), "<p>x</p>".repeat(size / 8), "<b><i>".repeat(size / 6), "</p>".repeat(size / 4));
    }

    /** TRUST.md, S28: a megabyte of anything is read in a moment, and never grows. */
    @ParameterizedTest
    @MethodSource("floods")
    @Timeout(90)
    void aMegabyteOfAnythingIsReadInAMoment(String flood) {
        for (Format format : Format.values()) {
            long start = System.nanoTime();
            assertThat(ArticleText.markdown(format, flood).length()).isLessThanOrEqualTo(3 << 20);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(format + " " + flood.substring(0, 20)).isLessThan(Duration.ofSeconds(20));
        }
    }
}
