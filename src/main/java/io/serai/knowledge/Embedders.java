package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that this process can embed with: the one that is asked for, and others whose vectors may be left from before. */
final class Embedders {

    private final List<Embedder> all = new ArrayList<>();

    /** @param before models that answered before and still can */
    Embedders(Embedder wanted, Embedder... before) {
        all.add(wanted);
        all.addAll(List.of(before));
    }

    /** The model that all passages are to be embedded with. */
    Embedder wanted() {
        return all.get(0);
    }

    /** The model of that name, if it can be asked. */
    Optional<Embedder> named(String model) {
        return all.stream().filter(embedder -> embedder.model().equals(model)).findFirst();
    }

    /** Names of all, the wanted one first. */
    List<String> models() {
        return all.stream().map(Embedder::model).toList();
    }
}
