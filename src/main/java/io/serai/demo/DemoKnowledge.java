package io.serai.demo;

import io.serai.simulator.SimulatedGraph;
import io.serai.simulator.SimulatedKnowledge;
import io.serai.simulator.SimulatedSystem;
import io.serai.simulator.SimulatedVendors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the knowledge bases of the demo hold, and whom its directory knows. */
final class DemoKnowledge {

    private record Article(String title, String html, String category) {
    }

    /** By connector; the hub takes them for leads, as nobody has reviewed them here. */
    private static final Map<String, List<Article>> ARTICLES = Map.of(
        "servicenow-knowledge", List.of(
            new Article("Renew a certificate of a web shop", """
                <h2>Before it expires</h2><ol><li>Order the new certificate with the same names.</li><li>Put it beside the old one on all servers of the shop.</li>
                <li>Reload the web server, one server after the other, and look at the end date that a browser shows.</li></ol>""", "Security"),
            new Article("Give a meeting room back", "<ol><li>Open the room's calendar.</li><li>Decline the meeting as the room.</li></ol>", "Office")),
        "confluence", List.of(
            new Article("Which switch serves which floor", """
                <p>Floors one to three hang on the switch in the cellar, the others on the one beside the lift.</p>
                <h2>If a floor is dark</h2><ol><li>Look whether the uplink of its switch is up.</li><li>Move it to the spare port.</li></ol>""", "NET")),
        "manageengine-knowledge", List.of(
            new Article("Order toner", "<ol><li>Read the model from the printer's front.</li><li>Order one in the shop of the supplier.</li></ol>", "Printer")));

    private DemoKnowledge() {
    }

    /** Starts them; whoever does has to close them. */
    static List<SimulatedSystem> start(Clock clock) {
        List<SimulatedSystem> all = new ArrayList<>();
        Instant monthAgo = clock.instant().minus(Duration.ofDays(30));
        for (SimulatedKnowledge site : SimulatedVendors.knowledge(clock)) {
            if (site.variant().isEmpty()) {
                ARTICLES.get(site.connector()).forEach(article -> site.publish(article.title(), article.html(), monthAgo, article.category()));
                all.add(site);
            } else {
                site.close();
            }
        }
        SimulatedGraph graph = new SimulatedGraph(clock);
        graph.device(graph.user("ida.brunner@example.com", "ida.brunner@example.com", "Account Manager"), "LAP-0815", "compliant");
        all.add(graph);
        return all;
    }
}
