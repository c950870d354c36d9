package io.serai.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/** Reads one file, whatever it is, and what is in it, in the order in which it stands there. What it is, its bytes tell; its name only helps. */
final class ReadFile {

    private static final int TITLE = 500;
    /** Titles that programs put in, and nobody wrote. */
    private static final Pattern NO_TITLE = Pattern.compile("(?i)(microsoft (word|excel|powerpoint)( - .*)?|powerpoint presentation|presentation\\d*|document\\d*|"
        + "untitled.*|slide 1|doc\\d*|title|.*\\.(docx?|xlsx?|pptx?|indd|tmp))");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}[ \\t]+(\\S.*?)[ \\t#]*$", Pattern.MULTILINE);

    // made once: each looks through the whole class path; and only where it is wanted: the first document waits for it
    private static final FileKind KINDS = new FileKind();

    private static final class Tika {
        private static final TikaText TEXT = new TikaText();
    }

    private static final class Pictures {
        private static final ReadPicture READER = new ReadPicture();
    }

    private final Budget budget;
    private final Path work;
    private final Consumer<String> progress;
    private final Consumer<String> scans;
    private final Consumer<DocumentPart> parts;
    private final Consumer<List<String>> leftOut;
    private int given;

    /**
     * @param work     folder for files with names of ours
     * @param progress told how far it is, in words
     * @param scans    told so before each picture and each scanned page
     * @param leftOut  told which files in it are not read, and why
     */
    ReadFile(DocumentLimits limits, Path work, Consumer<String> progress, Consumer<String> scans, Consumer<DocumentPart> parts,
             Consumer<List<String>> leftOut) {
        this.budget = new Budget(limits);
        this.work = work;
        this.progress = progress;
        this.scans = scans;
        this.parts = parts;
        this.leftOut = leftOut;
    }

    /**
     * @param name what the one who brought it calls it
     * @throws RefusedDocumentException if none of it is read
     */
    void read(Path file, String name) {
        String label = UnpackZip.label(name);
        List<String> left = new ArrayList<>();
        read(file, label.isEmpty() ? "document" : label, "", 0, left);
        if (given == 0) {
            throw new RefusedDocumentException(left.isEmpty() ? "'" + label + "' holds no text" : left.get(0));
        }
    }

    private void read(Path file, String name, String path, int depth, List<String> left) {
        try {
            if (Files.size(file) == 0) {
                throw new RefusedDocumentException("'" + name + "' is empty");
            }
            if (depth > budget.limits().nesting()) {
                throw new RefusedDocumentException("'" + name + "' lies more than " + budget.limits().nesting() + " archives deep: not read", true);
            }
            boolean office = KINDS.isZip(file) && UnpackZip.checkOffice(file, name, budget);
            String type = KINDS.type(file, name);
            switch (FileKind.of(type)) {
                case ARCHIVE -> archive(file, name, path, depth, office);
                case MAIL -> mail(file, name, path, depth);
                case PDF -> {
                    ReadPdf.Text pdf = ReadPdf.read(file, name, budget, page -> progress.accept("page " + page + " of '" + name + "'"),
                        new ReadScans(Pictures.READER, work, scans));
                    give(path, name, pdf.title(), pdf.firstHeading(), pdf.markdown(), pdf.notes());
                }
                case TEXT -> {
                    String text = DecodeText.read(file, name, budget);
                    give(path, name, "", HEADING.matcher(text).results().findFirst().map(found -> found.group(1)).orElse(""), text, List.of());
                }
                case TABLE -> give(path, name, "", "", ReadCsv.table(DecodeText.read(file, name, budget)), List.of());
                case PICTURE -> {
                    MarkdownHandler text = handler(name);
                    Pictures.READER.read(file, name, type, budget, () -> scans.accept("the picture '" + name + "'"), text);
                    give(path, name, "", "", text.markdown(), List.of());
                }
                case LOCKED -> throw new RefusedDocumentException("'" + name + "' is protected by a password: not read");
                case TIKA -> {
                    MarkdownHandler text = handler(name);
                    Metadata metadata = new Metadata();
                    List<String> notes = Tika.TEXT.parse(file, name, type, text, metadata);
                    give(path, name, Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE)).orElse(""), text.firstHeading(), text.markdown(), notes);
                }
                case OTHER -> throw new RefusedDocumentException("'" + name + "' is " + type + ", which is not read here; what is: " + FileKind.READ);
            }
        } catch (RefusedDocumentException e) {
            leaveOut(e, path, left);
        } catch (EncryptedDocumentException e) {
            leaveOut(new RefusedDocumentException("'" + name + "' is protected by a password: not read"), path, left);
        } catch (IOException | SAXException | TikaException | RuntimeException e) {
            leaveOut(damaged(name, e), path, left);
        }
    }

    /** What is in an archive is left out alone; what holds for all of it ends the reading. */
    private static void leaveOut(RefusedDocumentException why, String path, List<String> left) {
        if (why.whole() || path.isEmpty()) {
            throw why;
        }
        left.add(why.getMessage());
    }

    /** A parser's exception may be wrapped round a refusal of ours. */
    private static RefusedDocumentException damaged(String name, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedDocumentException refused) {
                return refused;
            }
            if (cause instanceof EncryptedDocumentException || cause instanceof org.apache.poi.EncryptedDocumentException) {
                return new RefusedDocumentException("'" + name + "' is protected by a password: not read");
            }
        }
        return new RefusedDocumentException("'" + name + "' is damaged, or not what it seems to be: " + e.getClass().getSimpleName());
    }

    private void archive(Path file, String name, String path, int depth, boolean office) throws IOException {
        if (office) {
            throw new RefusedDocumentException("'" + name + "' is an Office file of a kind that is not read here; what is: " + FileKind.READ);
        }
        List<String> left = new ArrayList<>();
        long before = budget.unpacked();
        try (ZipFile zip = UnpackZip.open(file, name)) {
            List<UnpackZip.Member> members = UnpackZip.members(zip, name, budget);
            int done = 0;
            for (UnpackZip.Member member : members) {
                progress.accept("file " + ++done + " of " + members.size() + " in '" + name + "'");
                Path copy = Files.createTempFile(work, "part", ".bin");
                try {
                    UnpackZip.copy(zip, member, copy, name, Files.size(file), before, budget);
                    read(copy, member.name(), join(path, member.name()), depth + 1, left);
                } catch (RefusedDocumentException e) {
                    leaveOut(e, join(path, member.name()), left);
                } catch (IOException e) {
                    left.add("'" + member.name() + "' is damaged: it cannot be unpacked");
                } finally {
                    Files.delete(copy);
                }
            }
        }
        settle(name, left);
    }

    private void mail(Path file, String name, String path, int depth) throws IOException, SAXException, TikaException {
        Metadata metadata = new Metadata();
        MarkdownHandler text = handler(name);
        List<String> left = new ArrayList<>();
        List<ReadMail.Attachment> attachments = ReadMail.read(file, name, work, Tika.TEXT.wordsOfMail(), budget, text, metadata);
        String body = text.markdown();
        String subject = Optional.ofNullable(metadata.get(TikaCoreProperties.SUBJECT)).or(() -> Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE)))
            .orElse("");
        if (!body.isBlank()) {
            give(path, name, subject, "", body, List.of());
        }
        for (ReadMail.Attachment attachment : attachments) {
            read(attachment.file(), attachment.name(), join(path, attachment.name()), depth + 1, left);
            Files.delete(attachment.file());
        }
        settle(name, left);
    }

    /** What was left out is told with what was read; where nothing was, it is why. */
    private void settle(String name, List<String> left) {
        if (!left.isEmpty()) {
            if (given == 0) {
                throw new RefusedDocumentException("'" + name + "' holds nothing that can be read: " + String.join("; ", left.subList(0, Math.min(3, left.size()))));
            }
            leftOut.accept(left);
        }
    }

    private MarkdownHandler handler(String name) {
        return new MarkdownHandler(budget, name, page -> progress.accept("page " + page + " of '" + name + "'"));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private void give(String path, String name, String title, String heading, String text, List<String> notes) {
        if (text.isBlank()) {
            throw new RefusedDocumentException("'" + name + "' holds no text");
        }
        budget.characters(name, text.length());
        String own = MarkdownHandler.line(title);
        String best = own.isEmpty() || NO_TITLE.matcher(own).matches() ? MarkdownHandler.line(heading) : own;
        String shown = best.isEmpty() ? stem(name) : best;
        given++;
        parts.accept(new DocumentPart(path, shown.length() <= TITLE ? shown : shown.substring(0, TITLE), LanguageBySmallWords.of(text), text, notes));
    }

    private static String stem(String name) {
        String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        String stem = dot > 0 ? last.substring(0, dot) : last;
        return stem.isBlank() ? "document" : stem;
    }
}
