package io.serai.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Opens a file that lies in a watched folder, if it is one that may be read. */
@Component("openFolderFile")
class OpenFolderFile {

    private final OpenFile openFile;
    private final FileProperties properties;
    private final Clock clock;

    OpenFolderFile(OpenFile openFile, FileProperties properties, Clock clock) {
        this.openFile = openFile;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param marker what the name of the file ends in that says that this one is complete ({@code .done}); empty if there is no such file
     * @return the file, to be read, refused, or left for later
     * @throws IOException if it cannot be read now
     */
    public FileFeed open(@Body File found, @Variable("connector") String connector, @Variable("folder") String folder, @Variable("encoding") String encoding,
                         @Variable("delimiter") String delimiter, @Variable("formulas") String formulas, @Variable("marker") String marker)
            throws IOException {
        Path inside = Path.of(folder).toRealPath();
        Path file = inside.resolve(found.getName());
        if (!inside.equals(file.getParent())) {
            throw new IOException("a file of the folder " + folder + " lies elsewhere");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return FileFeed.refused(connector, file, clock.instant(), Files.isSymbolicLink(file) ? "is a symbolic link, and none is followed" : "is no file");
        }
        if (Files.size(file) > properties.maxSize().toBytes()) {
            return FileFeed.refused(connector, file, clock.instant(), "is larger than " + properties.maxSize().toMegabytes() + " MB (serai.file.max-size)");
        }
        if (!marker.isEmpty() && !Files.exists(file.resolveSibling(file.getFileName() + marker), LinkOption.NOFOLLOW_LINKS)) {
            return FileFeed.refused(connector, file, clock.instant(), "").later();
        }
        return openFile.open(connector, file, FileOptions.of("auto", encoding, delimiter, formulas), Map.of(), false);
    }
}
