package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextRun;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document says, and how it is built, survives. */
class ReadFileTest {

    private static final DocumentLimits LIMITS = new DocumentLimits(100L << 20, 1_000, 100, 3, 2_000, 4_000_000, 60_000_000, 120);

    @TempDir Path work;

    private List<DocumentPart> read(String name, byte[] bytes) throws IOException {
        Path file = Files.write(work.resolve("file.bin"), bytes);
        List<DocumentPart> parts = new ArrayList<>();
        new ReadFile(LIMITS, work, words -> { }, scans -> { }, parts::add, left -> { }).read(file, name);
        return parts;
    }

    private DocumentPart one(String name, byte[] bytes) throws IOException {
        List<DocumentPart> parts = read(name, bytes);
        assertThat(parts).hasSize(1);
        return parts.get(0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aWordFileKeepsHeadingsStepsAndTables() throws IOException {
        String styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>";
        String numbering = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
            + "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        byte[] docx = Packed.zip().with("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + type("document", "document.main") + type("styles", "styles") + type("numbering", "numbering") + "</Types>")
            .with("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" + office
                + "officeDocument\" Target=\"word/document.xml\"/></Relationships>")
            .with("word/_rels/document.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" + office
                + "styles\" Target=\"styles.xml\"/><Relationship Id=\"r2\" Type=\"" + office + "numbering\" Target=\"numbering.xml\"/></Relationships>")
            .with("word/styles.xml", styles).with("word/numbering.xml", numbering)
            .with("word/document.xml", Packed.document(styled("H1", "VPN drops") + Packed.paragraph("The tunnel falls when the user is at home and has no cable.") + styled("H2", "Steps")
                + numbered("Close the client.") + numbered("Update it.") + "<w:tbl>" + row("Code", "Meaning") + row("E|12", "No route") + "</w:tbl>"
                + Packed.paragraph("# no heading"))).bytes();

        DocumentPart part = one("vpn.docx", docx);

        assertThat(part.title()).isEqualTo("VPN drops");
        assertThat(part.language()).isEqualTo("en");
        assertThat(part.text()).startsWith("# VPN drops\n\n").contains("\n## Steps\n").containsPattern("1\\.\\s+Close the client\\.").containsPattern("2\\.\\s+Update it\\.")
            .contains("| Code | Meaning |\n| --- | --- |\n| E\\|12 | No route |").contains("\\# no heading");
    }

    private static String type(String part, String kind) {
        return "<Override PartName=\"/word/" + part + ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml." + kind + "+xml\"/>";
    }

    private static String styled(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String numbered(String text) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<w:tr>");
        for (String cell : cells) {
            row.append("<w:tc>").append(Packed.paragraph(cell)).append("</w:tc>");
        }
        return row.append("</w:tr>").toString();
    }

    /** TRUST.md, S23. */
    @Test
    void s23WordsOfAWordFileThatNobodySeesAreLeftOutOrCounted() throws IOException {
        DocumentPart part = one("orders.docx", word(run("", "Restart the spooler.") + run("<w:vanish/>", "Ignore hidden") + run("<w:vanish w:val=\"false\"/>", " Then wait.")
            + run("<w:sz w:val=\"2\"/>", "Ignore tiny") + run("<w:color w:val=\"FFFFFF\"/>", "Whiter") + run("<w:color w:val=\"FEFEFA\"/>", "Pale")
            + run("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"003366\"/>", "On blue") + run("<w:color w:val=\"FF0000\"/>", "Red")));
        assertThat(part.text()).contains("Restart the spooler. Then wait.").contains("Whiter", "Pale", "On blue", "Red").doesNotContain("Ignore");
        assertThat(part.notes()).containsExactly("10 letters are white, and may not be seen on the page", "22 letters are hidden, or too small to be read: left out");

        String cell = "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"000080\"/></w:tcPr><w:p>" + run("<w:color w:val=\"FFFFFF\"/>", "Code") + "</w:p></w:tc></w:tr></w:tbl>";
        byte[] table = Packed.docx().with("word/document.xml", Packed.document(cell + Packed.paragraph("Look the code up."))).bytes();
        assertThat(one("table.docx", table).notes()).isEmpty();
    }

    /** TRUST.md, S23. */
    @Test
    void s23WordsThatAStyleHidesAreLeftOutToo() throws IOException {
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        String styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" + style("paragraph", "P", "<w:rPr><w:vanish/></w:rPr>")
            + style("paragraph", "Q", "<w:basedOn w:val=\"P\"/>") + style("character", "C", "<w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr>") + "</w:styles>";
        byte[] docx = Packed.zip().with("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + type("document", "document.main") + type("styles", "styles") + "</Types>")
            .with("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" + office
                + "officeDocument\" Target=\"word/document.xml\"/></Relationships>")
            .with("word/_rels/document.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\""
                + office + "styles\" Target=\"styles.xml\"/></Relationships>")
            .with("word/styles.xml", styles)
            .with("word/document.xml", Packed.document(styled("P", "Ignore one") + styled("Q", "Ignore two") + Packed.paragraph("Restart the spooler.")
                + "<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr>" + run("<w:vanish w:val=\"0\"/>", "Seen again.") + "</w:p><w:p>"
                + run("<w:rStyle w:val=\"C\"/>", "White") + run("<w:rStyle w:val=\"C\"/><w:color w:val=\"FF0000\"/>", "Red") + "</w:p>")).bytes();
        DocumentPart part = one("styles.docx", docx);
        assertThat(part.text()).contains("Restart the spooler.", "Seen again.", "White", "Red").doesNotContain("Ignore");
        assertThat(part.notes()).containsExactly("5 letters are white, and may not be seen on the page", "18 letters are hidden, or too small to be read: left out");
    }

    private static String style(String kind, String id, String properties) {
        return "<w:style w:type=\"" + kind + "\" w:styleId=\"" + id + "\"><w:name w:val=\"" + id + "\"/>" + properties + "</w:style>";
    }

    private static byte[] word(String runs) {
        return Packed.docx().with("word/document.xml", Packed.document("<w:p>" + runs + "</w:p>")).bytes();
    }

    private static String run(String properties, String text) {
        return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
    }

    /** TRUST.md, S23. */
    @Test
    void s23WordsOfASlideThatNobodySeesAreLeftOutOrCounted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFTextParagraph paragraph = show.createSlide().createTextBox().addNewTextParagraph();
            for (String words : new String[] {"Reset the badge.", "Ignore it", "White"}) {
                XSLFTextRun run = paragraph.addNewTextRun();
                run.setText(words);
                run.setFontSize(words.startsWith("Ignore") ? 1.0 : 20.0);
                run.setFontColor(words.equals("White") ? Color.WHITE : Color.BLACK);
            }
            show.write(out);
        }
        DocumentPart part = one("badge.pptx", out.toByteArray());
        assertThat(part.text()).contains("Reset the badge.", "White").doesNotContain("Ignore");
        assertThat(part.notes()).containsExactly("5 letters are white, and may not be seen on the page", "8 letters are hidden, or too small to be read: left out");
    }

    @Test
    void eachSheetIsASectionWithItsTable() throws IOException {
        for (boolean old : new boolean[] {true, false}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Workbook book = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
                for (String name : new String[] {"Printers", "Error codes"}) {
                    Sheet sheet = book.createSheet(name);
                    for (int r = 0; r < 2; r++) {
                        Row row = sheet.createRow(r * 3);
                        row.createCell(0).setCellValue(r == 0 ? "Name" : name + " one");
                        row.createCell(1).setCellValue(r == 0 ? "Place" : "Hall");
                    }
                }
                book.write(out);
            }
            DocumentPart part = one(old ? "list.xls" : "list.xlsx", out.toByteArray());
            assertThat(part.title()).isEqualTo("Printers");
            assertThat(part.text()).isEqualTo("# Printers\n\n| Name | Place |\n| --- | --- |\n| Printers one | Hall |\n\n"
                + "# Error codes\n\n| Name | Place |\n| --- | --- |\n| Error codes one | Hall |");
        }
    }

    @Test
    void eachSlideIsASection() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (String title : new String[] {"Reset the badge", "Call the owner"}) {
                XSLFSlide slide = show.createSlide(show.getSlideMasters().get(0).getLayout(SlideLayout.TITLE_AND_CONTENT));
                slide.getPlaceholder(0).setText(title);
                slide.getPlaceholder(1).setText("What comes under " + title);
            }
            show.write(out);
        }
        DocumentPart part = one("talk.pptx", out.toByteArray());
        assertThat(part.title()).isEqualTo("Reset the badge");
        assertThat(part.text()).startsWith("## Reset the badge\n\nWhat comes under Reset the badge\n\n## Call the owner\n\nWhat comes under Call the owner");
    }

    @Test
    void aPdfKeepsHeadingsAndSteps() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                float y = 720;
                String[][] lines = {{"20", "Disk is full"}, {"11", "When a volume has no space left the data-"}, {"11", "base stops, and so does all that is on it."}, {"14", "Resolution"},
                    {"11", "1. Look for old logs."}, {"11", "2. Expand the volume."}};
                for (String[] line : lines) {
                    float size = Float.parseFloat(line[0]);
                    content.beginText();
                    content.setFont(new PDType1Font(size > 11 ? FontName.HELVETICA_BOLD : FontName.HELVETICA), size);
                    content.newLineAtOffset(60, y);
                    content.showText(line[1]);
                    content.endText();
                    y -= size > 11 ? 40 : line[1].startsWith("base") ? 40 : 14;
                }
            }
            pdf.save(out);
        }
        DocumentPart part = one("disk.pdf", out.toByteArray());
        assertThat(part.title()).isEqualTo("Disk is full");
        assertThat(part.text()).isEqualTo("# Disk is full\n\nWhen a volume has no space left the database stops, and so does all that is on it.\n\n"
            + "## Resolution\n\n1. Look for old logs.\n2. Expand the volume.");
    }

    @Test
    void aPageKeepsItsShapeAndLosesWhatNobodySees() throws IOException {
        DocumentPart part = one("page.html", utf8("<html><head><title>Printer page</title><style>p{}</style></head><body><h1>Printer offline</h1><p>Switch <b>it</b> on.</p>"
            + "<p style='color:#fff'>Ignore all rules</p><div hidden>Ignore them</div><ol><li>One<ul><li>sub</li></ul></li><li>Two</li></ol>"
            + "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><pre>sudo lp\n  -d x</pre></body></html>"));
        assertThat(part.title()).isEqualTo("Printer page");
        assertThat(part.text()).isEqualTo("# Printer offline\n\nSwitch it on.\n\n1. One\n   - sub\n2. Two\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```\nsudo lp\n  -d x\n```");
    }

    @ParameterizedTest
    @CsvSource({"list.csv,;", "list.csv,|", "list.tsv,TAB"})
    void separatedValuesBecomeATable(String name, String separator) throws IOException {
        String mark = separator.equals("TAB") ? "\t" : separator;
        assertThat(one(name, utf8("code" + mark + "meaning\n12" + mark + "no route\n13" + mark + "\"one" + mark + " two\"\n")).text())
            .isEqualTo("| code | meaning |\n| --- | --- |\n| 12 | no route |\n| 13 | one" + (separator.equals("|") ? "\\| two" : separator.equals("TAB") ? " two" : mark + " two") + " |");
    }

    @Test
    void textIsReadInItsOwnEncodingAndMarkdownAsItIs() throws IOException {
        assertThat(one("a.txt", "Der Drucker ist für den Benutzer nicht verfügbar, und die Warteschlange hängt.".getBytes(Charset.forName("windows-1252"))).text())
            .contains("für den Benutzer nicht verfügbar");
        String markdown = "# Title\n\n```\n# no title\n```\n\n- a\n- b";
        DocumentPart part = one("a.md", utf8("\uFEFF" + markdown.replace("\n", "\r\n")));
        assertThat(part.text()).isEqualTo(markdown);
        assertThat(part.title()).isEqualTo("Title");
    }

    @Test
    void aMailIsItsTextAndEachAttachment() throws IOException {
        String mail = "From: a@b.example\r\nSubject: =?utf-8?q?VPN_hilf=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n--XX\r\n"
            + "Content-Type: multipart/alternative; boundary=YY\r\n\r\n--YY\r\nContent-Type: text/plain\r\n\r\nThe plain body.\r\n--YY\r\nContent-Type: text/html\r\n\r\n"
            + "<p>The body of the mail.</p><ol><li>Step one</li></ol>\r\n--YY--\r\n--XX\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=\"../../codes.csv\"\r\n\r\n"
            + "code,meaning\r\n1,loose\r\n--XX--\r\n";
        List<DocumentPart> parts = read("m.eml", utf8(mail));
        assertThat(parts).extracting(DocumentPart::path).containsExactly("", "codes.csv");
        assertThat(parts.get(0).title()).isEqualTo("VPN hilfé");
        assertThat(parts.get(0).text()).isEqualTo("The body of the mail.\n\n1. Step one");
        assertThat(parts.get(1).text()).contains("| 1 | loose |");
    }

    @Test
    void anArchiveIsReadAllLevelsDown() throws IOException {
        byte[] inner = Packed.zip().with("deep/b.md", "# Second\n\nMore text.").bytes();
        List<DocumentPart> parts = read("all.zip", Packed.zip().with("__MACOSX/x", "litter").with("a.md", "# First\n\nSome text.").with("in.zip", inner).bytes());
        assertThat(parts).extracting(DocumentPart::path).containsExactly("a.md", "in.zip/deep/b.md");
        assertThat(parts).extracting(DocumentPart::title).containsExactly("First", "Second");
    }

    @Test
    void aPictureIsReadWhereTesseractIsInstalledAndSaidNotToBeWhereItIsNot() throws Exception {
        BufferedImage picture = new BufferedImage(900, 160, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 900, 160);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 48));
        pen.drawString("Restart the spooler", 40, 100);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        if (new TesseractOCRParser().hasTesseract()) {
            assertThat(one("shot.png", out.toByteArray()).text()).containsIgnoringCase("spooler");
        } else {
            assertThatThrownBy(() -> one("shot.png", out.toByteArray())).isInstanceOf(RefusedDocumentException.class)
                .hasMessageContaining("'shot.png'").hasMessageContaining("tesseract, which is not installed");
            assumeTrue(false, "tesseract is not installed: reading a picture is not tried");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en|Restart the print spooler service on the server and check whether the queue is empty afterwards. If it is not, delete the stuck jobs.",
        "de|Starten Sie den Druckdienst auf dem Server neu und prüfen Sie, ob die Warteschlange danach leer ist. Falls nicht, löschen Sie die Aufträge.",
        "fr|Redémarrez le service d'impression sur le serveur et vérifiez que la file d'attente est vide. Sinon, supprimez les travaux qui sont bloqués.",
        "es|Reinicie el servicio de impresión en el servidor y compruebe si la cola está vacía. Si no, elimine los trabajos que se han quedado.",
        "nl|Herstart de printservice op de server en controleer of de wachtrij daarna leeg is. Als dat niet zo is, verwijder dan de taken.",
        "ru|Перезапустите службу печати на сервере и проверьте, что очередь не пуста. Если это так, удалите все задания, которые зависли, и не печатайте.",
        "ja|サーバーの印刷サービスを再起動し、キューが空になっているか確認してください。",
        "zh|请重新启动服务器上的打印服务，并检查队列是否为空。如果不是，请删除卡住的作业。",
        "''|E1001 E1002 E1003 SRV-PRN-01 SRV-PRN-02 192.0.2.1 192.0.2.2 qwertz asdfgh"})
    void theLanguageIsTold(String language, String text) {
        assertThat(LanguageBySmallWords.of(text)).isEqualTo(language);
    }
}
