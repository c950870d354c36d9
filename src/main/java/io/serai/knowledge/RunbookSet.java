package io.serai.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.home.Fault;
import io.serai.home.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The runbooks of an evaluation. Where the folder has an {@value #INDEX} ({@code {"id":…,"file":…,"title":…}} a line), that says which files
 * there are and what id each has, and the title of a page that names none itself; else all Markdown files of the folder are taken. Each is read as
 * the hub reads its own.
 */
final class RunbookSet {

    static final String INDEX = "INDEX.jsonl";
    private static final int LONGEST_FILE = 10 << 20;

    private RunbookSet() {
    }

    /**
     * @param told takes what is wrong with single files and does not hinder the rest
     * @return at least one runbook, no two with the same id
     * @throws IOException if the folder, its index or a file that the index names cannot be read; the message says where
     */
    static List<Runbook> read(Path folder, Consumer<String> told) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": is no folder");
        }
        List<Runbook> runbooks = Files.exists(folder.resolve(INDEX)) ? indexed(folder, told) : found(folder, told);
        if (runbooks.isEmpty()) {
            throw new IOException(folder + ": has no runbooks");
        }
        return runbooks;
    }

    private static List<Runbook> found(Path folder, Consumer<String> told) throws IOException {
        List<Fault> faults = new ArrayList<>();
        List<Runbook> runbooks = new RunbookFolder(folder).scan(faults).stream().map(RunbookFolder.Found::runbook).toList();
        faults.forEach(fault -> told.accept(fault.toString()));
        return runbooks;
    }

    private static List<Runbook> indexed(Path folder, Consumer<String> told) throws IOException {
        Map<String, Runbook> byId = new LinkedHashMap<>();
        JsonLines.read(folder.resolve(INDEX), (where, line) -> {
            Runbook runbook = runbook(folder.toRealPath(), line, told);
            if (byId.putIfAbsent(runbook.id(), runbook) != null) {
                throw new IllegalArgumentException("'id': " + runbook.id() + " is there twice");
            }
        });
        return List.copyOf(byId.values());
    }

    private static Runbook runbook(Path folder, JsonNode line, Consumer<String> told) throws IOException {
        String id = JsonLines.text(line, "id");
        String name = JsonLines.text(line, "file");
        Path file;
        try {
            file = folder.resolve(name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            throw new IOException("'file': " + name + " is not there", e);
        }
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'file': " + name + " is no file of this folder");
        }
        if (Files.size(file) > LONGEST_FILE) {
            throw new IllegalArgumentException("'file': " + name + " is larger than " + LONGEST_FILE + " bytes");
        }
        String title = JsonLines.optional(line, "title");
        List<Fault> faults = new ArrayList<>();
        Runbook read = ReadRunbook.read(title.isBlank() ? file.getFileName().toString() : title, name,
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8), faults);
        faults.forEach(fault -> told.accept(fault.toString()));
        return new Runbook(id, read.title(), read.categories(), read.actions(), read.products(), read.text(), name);
    }
}
