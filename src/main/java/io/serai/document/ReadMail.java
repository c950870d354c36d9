package io.serai.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads an e-mail file: its text, and its attachments, each to a file with a name of ours. */
final class ReadMail {

    /** An attachment, and what the mail calls it. */
    record Attachment(Path file, String name) {
    }

    private ReadMail() {
    }

    /** @param words reads the parts that the text is made of */
    static List<Attachment> read(Path file, String name, Path work, Parser words, Budget budget, MarkdownHandler text, Metadata metadata)
        throws IOException, SAXException, TikaException {
        List<Attachment> attachments = new ArrayList<>();
        ParseContext context = new ParseContext();
        context.set(Parser.class, words);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata part) {
                return true;
            }

            @Override
            public void parseEmbedded(InputStream in, ContentHandler handler, Metadata part, boolean html) throws IOException {
                budget.files(name, 1);
                Path copy = Files.createTempFile(work, "part", ".bin");
                byte[] buffer = new byte[1 << 15];
                try (OutputStream out = Files.newOutputStream(copy)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        budget.unpacked(name, read);
                        out.write(buffer, 0, read);
                    }
                }
                String called = Optional.ofNullable(part.get(TikaCoreProperties.RESOURCE_NAME_KEY)).map(each -> each.substring(each.replace('\\', '/').lastIndexOf('/') + 1))
                    .map(UnpackZip::label).filter(each -> !each.isEmpty())
                    .orElse("attachment " + (attachments.size() + 1));
                attachments.add(new Attachment(copy, called));
            }
        });
        try (InputStream in = TikaInputStream.get(file)) {
            new RFC822Parser().parse(in, text, metadata, context);
        }
        return attachments;
    }
}
