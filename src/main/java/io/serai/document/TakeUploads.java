package io.serai.document;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.language.Sha256;
import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Takes uploads: all files of one, or none. */
@Component
class TakeUploads {

    private static final String TENANT = "[a-z0-9-]{1,64}|\\*";

    private final DocumentStore store;
    private final DocumentShelf shelf;
    private final WorkFolder folder;
    private final DocumentProperties properties;
    private final TransactionOperations transactions;
    private final AuditTrail audit;

    TakeUploads(DocumentStore store, DocumentShelf shelf, WorkFolder folder, DocumentProperties properties, TransactionOperations transactions, AuditTrail audit) {
        this.store = store;
        this.shelf = shelf;
        this.folder = folder;
        this.properties = properties;
        this.transactions = transactions;
        this.audit = audit;
    }

    List<StoredDocument> take(List<MultipartFile> files, String tenant, List<String> categories, boolean reviewed, String by) {
        if (!tenant.matches(TENANT)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'tenant' must match [a-z0-9-]{1,64}, or be * for all tenants.");
        }
        List<String> known = categories.stream().filter(word -> !word.isBlank()).map(TakeUploads::category).distinct().toList();
        List<Upload> uploads = new ArrayList<>();
        try {
            for (MultipartFile file : files) {
                uploads.add(upload(file, tenant, known, reviewed, by));
            }
            return transactions.execute(status -> uploads.stream().map(this::take).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            uploads.forEach(upload -> remove(upload.file()));
        }
    }

    private static String category(String word) {
        try {
            return Category.of(word.strip()).json();
        } catch (InvalidTicketException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'categories' names '" + UnpackZip.label(word) + "': " + e.getMessage(), e);
        }
    }

    private StoredDocument take(Upload upload) {
        try {
            StoredDocument document = store.take(upload);
            if (upload.reviewed() && !document.reviewed()) {
                // the same content once more, by somebody who vouches for it
                store.reviewed(document.id());
                shelf.review(document.id(), document.tenant());
                document = store.find(document.id()).orElseThrow();
            }
            audit.record(new AuditEntry(upload.by(), "document-uploaded", null, Map.of("document", document.id().toString(), "name", upload.name(),
                "hash", upload.hash(), "reviewed", String.valueOf(upload.reviewed()))));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Upload upload(MultipartFile file, String tenant, List<String> categories, boolean reviewed, String by) throws IOException {
        String given = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        String name = UnpackZip.label(given.substring(given.replace('\\', '/').lastIndexOf('/') + 1));
        Path copy = folder.file();
        try {
            MessageDigest digest = Sha256.digest();
            try (InputStream in = new DigestInputStream(file.getInputStream(), digest); OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            return new Upload(tenant, name.isEmpty() ? "document" : name, copy, Files.size(copy), Sha256.hex(digest), categories, reviewed, by);
        } catch (IOException e) {
            remove(copy);
            throw e;
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads as much as an upload may have. */
    void passOver(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = properties.upload().toBytes();
        for (int read = body.read(buffer); read >= 0 && left > 0; read = body.read(buffer)) {
            left -= read;
        }
    }

    /** Why a body is not taken, in words. */
    ProblemDetail refusal(MultipartException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSizeLimitExceededException file) {
                return ProblemDetail.forStatusAndDetail(HttpStatus.PAYLOAD_TOO_LARGE, "'" + UnpackZip.label(file.getFileName() == null ? "A file" : file.getFileName())
                    + "' is larger than " + properties.size().toMegabytes() + " MB, the most that one file may have.");
            }
            if (cause instanceof SizeLimitExceededException) {
                return ProblemDetail.forStatusAndDetail(HttpStatus.PAYLOAD_TOO_LARGE, "The upload is larger than " + properties.upload().toMegabytes()
                    + " MB, the most that all its files may have together.");
            }
        }
        HttpStatus status = e instanceof MaxUploadSizeExceededException ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST;
        return ProblemDetail.forStatusAndDetail(status, "The body must be multipart/form-data with the documents as parts named 'file', at most 50 parts in all, and be complete.");
    }
}
