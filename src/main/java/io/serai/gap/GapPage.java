package io.serai.gap;

import io.serai.gap.GapReport.Coverage;
import io.serai.gap.GapReport.Gap;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** A report as one HTML page for a browser or a mail: no script, nothing loaded from elsewhere, all text of tickets escaped. */
public final class GapPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BAR = 320;
    private static final int ROW = 22;
    private static final int LABEL = 120;
    /** The latest of them that are drawn. */
    private static final int MONTHS = 24;
    private static final String STYLE = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1b1f;background:#fff}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}p.sum{color:#444}
        article{border:1px solid #d5d5dc;border-radius:6px;padding:.75rem 1rem;margin:.75rem 0}article h3{margin:0;font-size:1rem}
        .facts{color:#444;font-size:.9rem}.term{background:#eef1f6;border-radius:4px;padding:0 .4rem;margin-right:.3rem;font-size:.85rem}
        ul{margin:.4rem 0 0;padding-left:1.2rem;font-size:.9rem}code{color:#555;font-size:.8rem}
        svg text{font:12px system-ui,sans-serif;fill:#333}.all{fill:#d9dee8}.has{fill:#2f6fab}
        @media(prefers-color-scheme:dark){body{background:#17181c;color:#e6e6ea}p.sum,.facts{color:#b5b5bd}article{border-color:#3a3b42}
        .term{background:#2a2d36}svg text{fill:#ccc}.all{fill:#3a3f4b}.has{fill:#6aa6e0}code{color:#aaa}}
        """;

    private GapPage() {
    }

    /** @return a whole HTML document */
    public static String of(GapReport report) {
        StringBuilder page = new StringBuilder(16_384);
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Knowledge gaps</title>")
            .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>").append(STYLE).append("</style></head><body>\n");
        page.append("<h1>Knowledge gaps</h1>\n<p class=\"sum\">").append(text(summary(report))).append("</p>\n");
        page.append("<h2>Pages to write</h2>\n");
        if (report.gaps().isEmpty()) {
            page.append("<p>No group of like tickets is without a page.</p>\n");
        }
        report.gaps().forEach(gap -> append(page, gap));
        plot(page, "By month", report.byMonth().subList(Math.max(0, report.byMonth().size() - MONTHS), report.byMonth().size()));
        plot(page, "By category", report.byCategory());
        return page.append("</body></html>\n").toString();
    }

    /** The report's first sentences, for all its forms. */
    public static String summary(GapReport report) {
        return format("Tenant %s, %s to %s: %,d tickets, %,d of them (%.0f %%) with a page. %,d of the others are in %,d groups that one page each could answer, "
            + "%,d stand alone.", report.tenant(), DAY.format(report.since()), DAY.format(report.until()), report.tickets(), report.answered(),
            report.tickets() == 0 ? 0 : 100.0 * report.answered() / report.tickets(), report.tickets() - report.answered() - report.single(),
            report.found(), report.single());
    }

    /** What is to be known of a gap, in a line. */
    public static String facts(Gap gap) {
        return format("%,d tickets, cost %,.0f%s%s, %s to %s", gap.tickets(), gap.cost(), gap.category() == null ? "" : ", mostly " + gap.category(),
            gap.medianHours() == null ? "" : format(", half of those resolved took over %,.1f h", gap.medianHours()), DAY.format(gap.first()),
            DAY.format(gap.last()));
    }

    private static void append(StringBuilder page, Gap gap) {
        page.append("<article><h3>").append(text(gap.title())).append("</h3>\n<p class=\"facts\">").append(text(facts(gap))).append("</p>\n<div>");
        gap.terms().forEach(term -> page.append("<span class=\"term\">").append(text(term)).append("</span>"));
        page.append("</div>\n<ul>");
        gap.examples().forEach(example -> page.append("<li>").append(text(example.title())).append(" <code>").append(text(example.id())).append("</code></li>"));
        page.append("</ul></article>\n");
    }

    /** A bar for all tickets, and in it the part that has a page. */
    private static void plot(StringBuilder page, String title, List<Coverage> shown) {
        int most = shown.stream().mapToInt(Coverage::tickets).max().orElse(1);
        page.append("<h2>").append(title).append("</h2>\n<svg role=\"img\" aria-label=\"").append(title).append(": tickets and those with a page\" width=\"720\" height=\"")
            .append(ROW * shown.size() + 4).append("\">");
        for (int i = 0; i < shown.size(); i++) {
            Coverage some = shown.get(i);
            int y = i * ROW;
            page.append(format("<text x=\"0\" y=\"%d\">%s</text><rect class=\"all\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\"/>"
                    + "<rect class=\"has\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\"/><text x=\"%d\" y=\"%d\">%,d of %,d have a page (%.0f %%)</text>",
                y + 15, text(some.name()), LABEL, y + 4, width(some.tickets(), most), LABEL, y + 4, width(some.answered(), most),
                LABEL + width(some.tickets(), most) + 8, y + 15, some.answered(), some.tickets(), 100 * some.share()));
        }
        page.append("</svg>\n");
    }

    private static int width(int part, int most) {
        return (int) Math.round((double) BAR * part / most);
    }

    private static String text(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
