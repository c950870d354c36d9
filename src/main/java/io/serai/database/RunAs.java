package io.serai.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * As whom PostgreSQL's programs run: as the hub's own user, or, as they refuse root, as an unprivileged one when the hub is root.
 *
 * @param name how messages name the user
 * @param uid  to whom the data folder must belong, or -1 for whoever makes it
 * @param gid  its group, or -1
 * @param wrap puts what changes the user before a command
 */
record RunAs(String name, int uid, int gid, UnaryOperator<List<String>> wrap) {

    private static final RunAs SELF = new RunAs(System.getProperty("user.name"), -1, -1, UnaryOperator.identity());

    /**
     * Finds a way that works by trying it: not every machine has each of these programs, and the user may not reach the folder.
     *
     * @param postgres PostgreSQL's data folder, there already or not; its owner decides if it is there
     */
    static RunAs choose(Path postgres, PostgresBinaries binaries) throws IOException {
        Optional<Integer> owner = Files.isDirectory(postgres) ? uid(postgres) : Optional.empty();
        if (!isRoot()) {
            if (owner.isPresent() && !owner.equals(ownUid())) {
                throw new DatabaseStartException(postgres + " belongs to " + Files.getOwner(postgres) + ", and this hub runs as "
                    + System.getProperty("user.name") + ".", "Start the hub as the user it was first started as, or give the whole data"
                        + " folder to this user while no hub runs: chown -R " + System.getProperty("user.name") + " " + postgres.getParent());
            }
            return SELF;
        }
        List<String> failures = new ArrayList<>();
        for (RunAs candidate : candidates(postgres, owner)) {
            Commands.Result result = Commands.run(candidate.command(List.of(binaries.program("postgres"), "-V")), binaries.root(), 10);
            if (result.success()) {
                return candidate;
            }
            failures.add(candidate.command(List.of("postgres", "-V")).stream().collect(Collectors.joining(" ")) + ": " + result.output());
        }
        throw new DatabaseStartException("PostgreSQL does not run as root, and no way was found to run it as another user. Tried: "
            + String.join("; ", failures), "Start the hub as an ordinary user, or install util-linux (setpriv), or use an external"
                + " PostgreSQL: set SERAI_DATABASE_URL.");
    }

    private static List<RunAs> candidates(Path postgres, Optional<Integer> owner) throws IOException {
        List<RunAs> candidates = new ArrayList<>();
        for (String[] user : users(owner)) {
            String name = user[0];
            int uid = Integer.parseInt(user[2]);
            int gid = owner.isPresent() ? (Integer) Files.getAttribute(postgres, "unix:gid") : Integer.parseInt(user[3]);
            candidates.add(new RunAs(name, uid, gid, command -> join(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid,
                "--clear-groups", "--no-new-privs", "--"), command)));
            candidates.add(new RunAs(name, uid, gid, command -> join(List.of("runuser", "-u", name, "--"), command)));
            candidates.add(new RunAs(name, uid, gid, command -> List.of("su", "-s", "/bin/sh", name, "-c", command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" ", "exec ", "")))));
        }
        if (owner.isEmpty() || owner.get() == 0) {
            // a user namespace without a mapping: root's files stay in reach (a home below /root), root's powers do not
            candidates.add(new RunAs("root without its powers", -1, -1, command -> join(List.of("unshare", "--user"), command)));
        }
        return candidates;
    }

    private static List<String[]> users(Optional<Integer> owner) throws IOException {
        Map<String, String[]> known = Files.readAllLines(Path.of("/etc/passwd")).stream().map(line -> line.split(":", -1))
            .filter(fields -> fields.length >= 4 && fields[2].matches("[1-9]\\d{0,9}") && fields[3].matches("\\d{1,10}"))
            .collect(Collectors.toMap(fields -> fields[0], fields -> fields, (first, second) -> first));
        if (owner.isPresent()) {
            return known.values().stream().filter(fields -> fields[2].equals(owner.get().toString())).limit(1).toList();
        }
        return Arrays.asList("postgres", "nobody").stream().filter(known::containsKey).map(known::get).toList();
    }

    private static List<String> join(List<String> before, List<String> command) {
        List<String> all = new ArrayList<>(before);
        all.addAll(command);
        return all;
    }

    List<String> command(List<String> command) {
        return wrap.apply(command);
    }

    /** Gives a file or folder to the user that PostgreSQL runs as. */
    void own(Path file) throws IOException {
        if (uid >= 0) {
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    static boolean isRoot() {
        return ownUid().filter(uid -> uid == 0).isPresent();
    }

    private static Optional<Integer> ownUid() {
        try {
            if (Files.exists(Path.of("/proc/self"))) {
                return uid(Path.of("/proc/self"));
            }
            if (Files.isExecutable(Path.of("/usr/bin/id"))) {
                return Optional.of(Integer.valueOf(Commands.run(List.of("/usr/bin/id", "-u"), Path.of("/"), 10).output().strip()));
            }
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> uid(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
            ? Optional.of((Integer) Files.getAttribute(file, "unix:uid")) : Optional.empty();
    }
}
