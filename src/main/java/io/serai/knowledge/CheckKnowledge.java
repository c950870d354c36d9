package io.serai.knowledge;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the runbooks of a home. */
public final class CheckKnowledge implements HomeCheck {

    @Override
    public List<Fault> check(HomeFiles home) {
        List<Fault> faults = new ArrayList<>();
        Path folder = home.home().resolve("knowledge");
        try {
            if (Files.isDirectory(folder)) {
                new RunbookFolder(folder).scan(faults);
            } else {
                RunbookFolder.packed(home, faults);
            }
        } catch (IOException e) {
            faults.add(new Fault("knowledge", 1, "cannot be read: " + e.getMessage()));
        }
        return faults;
    }
}
