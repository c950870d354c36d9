package io.serai.file;

import io.serai.connector.RecordIntake;
import io.serai.file.FileFeed.Counts;
import io.serai.file.FileFeed.State;
import io.serai.file.FileFeed.Version;
import io.serai.language.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Begins the import of a file, or finds how far it has come. A file is known again by what it holds, whatever its name is by then. */
@Component
class OpenFile {

    private final ImportStore store;
    private final RecordIntake intake;
    private final Clock clock;

    OpenFile(ImportStore store, RecordIntake intake, Clock clock) {
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * @param file  a symbolic link is refused
     * @param again true to begin at the first row, though the file is done or was begun
     * @throws IOException if it cannot be read
     */
    FileFeed open(String connector, Path file, FileOptions options, Map<String, String> mapping, boolean again) throws IOException {
        Version version = version(file);
        String reading = intake.reading(connector);
        MessageDigest digest = Sha256.digest();
        digest.update((connector + "\n" + reading + "\n" + options + "\n" + new TreeMap<>(mapping) + "\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
        }
        ImportStore.Known known = store.begin(connector, Sha256.hex(digest), shown(file), version.size(), clock.instant());
        if (again) {
            store.restart(known.id());
        }
        Place place = again ? Place.START : known.place();
        return new FileFeed(known.id(), connector, file, version, known.startedAt(), options, mapping, reading, place, again ? Counts.NONE : known.counts(),
            place.end() ? State.DONE : State.MORE, Optional.empty());
    }

    static Version version(Path file) throws IOException {
        return new Version(Files.size(file), Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis());
    }

    /** A file's name as messages and the database may show it: without control characters, at most 200 characters. */
    static String shown(Path file) {
        String name = String.valueOf(file.getFileName()).replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}]", "?");
        return name.length() <= 200 ? name : name.substring(0, 200) + "…";
    }
}
