package io.serai.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Lays bytes into a file with a name of ours, for as long as a reader reads it. */
@Component
class ReadBytes implements DocumentBytes {

    private final DocumentReader reader;
    private final WorkFolder folder;

    ReadBytes(DocumentReader reader, WorkFolder folder) {
        this.reader = reader;
        this.folder = folder;
    }

    @Override
    public DocumentReader.Text read(byte[] content, String name) {
        Path file = folder.file();
        try {
            try {
                Files.write(file, content);
                return reader.read(file, name, progress -> { });
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
