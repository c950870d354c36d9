package io.serai.document;

import io.serai.article.Unseen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Looks into ZIP archives, and into Office files, which are such. What is in one is counted as it comes out, whatever the archive says of it. */
final class UnpackZip {

    static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final Pattern OUTSIDE = Pattern.compile("^/.*|^[A-Za-z]:.*|(?:.*/)?\\.\\.(?:/.*)?", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int NAME = 200;
    private static final int BUFFER = 1 << 15;

    /** One file of an archive. */
    record Member(ZipArchiveEntry entry, String name) {
    }

    private UnpackZip() {
    }

    /**
     * Unpacks all of an Office file, to nowhere, so that nothing that reads it meets more than the limits allow.
     *
     * @return false if it is no Office file
     */
    static boolean checkOffice(Path file, String name, Budget budget) throws IOException {
        parts(name, count(file), budget);
        try (ZipFile zip = open(file, name)) {
            if (zip.getEntry(CONTENT_TYPES) == null) {
                return false;
            }
            long packed = Files.size(file);
            long out = 0;
            int parts = 0;
            byte[] buffer = new byte[BUFFER];
            for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
                ZipArchiveEntry entry = all.nextElement();
                parts(name, ++parts, budget);
                if (entry.isDirectory()) {
                    continue;
                }
                try (InputStream in = readable(zip, entry, name)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        out += read;
                        budget.ratio(name, packed, out);
                    }
                }
            }
            budget.unpacked(name, out);
            return true;
        }
    }

    private static void parts(String name, long parts, Budget budget) {
        if (parts > DocumentLimits.OFFICE_PARTS) {
            throw new RefusedDocumentException("'" + name + "' holds more than " + budget.limits().files() + " files: not read", true);
        }
    }

    /** @throws RefusedDocumentException if there are too many, or one has a name that leads out of the archive */
    static List<Member> members(ZipFile zip, String name, Budget budget) {
        List<Member> members = new ArrayList<>();
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
            ZipArchiveEntry entry = all.nextElement();
            budget.files(name, 1);
            String path = entry.getName().replace('\\', '/');
            if (OUTSIDE.matcher(path).matches()) {
                throw new RefusedDocumentException("'" + name + "' has a file whose name leads out of the archive, '" + label(path) + "': not read", true);
            }
            if (CONTROL.matcher(path).find()) {
                throw new RefusedDocumentException("'" + name + "' has a file with a control character in its name, '" + label(path) + "': not read", true);
            }
            if (entry.isUnixSymlink()) {
                throw new RefusedDocumentException("'" + name + "' has a link in it, '" + label(path) + "': pack the files themselves", true);
            }
            if (!entry.isDirectory() && !isLitter(path)) {
                members.add(new Member(entry, label(path)));
            }
        }
        return members;
    }

    /**
     * Copies a file of an archive to a file with a name of ours.
     *
     * @param packed size of the archive
     * @param before what had come out of archives before this one was opened
     */
    static void copy(ZipFile zip, Member member, Path to, String name, long packed, long before, Budget budget) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = readable(zip, member.entry(), member.name()); OutputStream copy = Files.newOutputStream(to)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                budget.unpacked(name, read);
                budget.ratio(name, packed, budget.unpacked() - before);
                copy.write(buffer, 0, read);
            }
        }
    }

    /** @param name what the caller called it. @return without what cannot be shown, at most 200 characters */
    static String label(String name) {
        String shown = Unseen.CHARACTERS.matcher(name).replaceAll("").replaceAll("\\s+", " ").strip();
        return shown.length() <= NAME ? shown : "\u2026" + shown.substring(shown.length() - NAME);
    }

    static ZipFile open(Path file, String name) {
        try {
            return ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
        } catch (IOException | RuntimeException e) {
            throw new RefusedDocumentException("'" + name + "' is damaged: it cannot be opened as a ZIP archive");
        }
    }

    /** Files that the end of the archive says it has; an archive without an end is seen to be damaged when it is opened. */
    private static long count(Path file) throws IOException {
        return ZipEnd.of(file).map(ZipEnd::entries).orElse(0L);
    }

    private static InputStream readable(ZipFile zip, ZipArchiveEntry entry, String name) throws IOException {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new RefusedDocumentException("'" + name + "' is protected by a password: not read");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new RefusedDocumentException("'" + name + "' is packed in a way that is not known here: not read");
        }
        return zip.getInputStream(entry);
    }

    /** What systems leave in archives without being asked. */
    private static boolean isLitter(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("__MACOSX/") || last.equals(".DS_Store") || last.equalsIgnoreCase("thumbs.db") || last.equalsIgnoreCase("desktop.ini");
    }
}
