package io.serai.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/connectors/zabbix.md tells to set up in Zabbix. */
final class ZabbixPage {

    private static final Path PAGE = Path.of("docs/connectors/zabbix.md");

    private ZabbixPage() {
    }

    /** The media type, for {@code mediatype.create}. */
    static ObjectNode mediaType(String hub, String secret) throws IOException {
        String page = Files.readString(PAGE);
        Matcher script = Pattern.compile("```javascript\\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(script.find()).isTrue();
        ObjectNode mediaType = JsonNodeFactory.instance.objectNode().put("name", "Serai").put("type", 4).put("script", script.group(1));
        ArrayNode parameters = mediaType.putArray("parameters");
        page.lines().dropWhile(line -> !line.equals("| parameter | value |")).skip(2).takeWhile(line -> line.startsWith("|")).forEach(row -> {
            List<String> names = quoted(row.split("\\|")[1]);
            List<String> values = quoted(row.split("\\|")[2]);
            assertThat(values).hasSameSizeAs(names);
            for (int i = 0; i < names.size(); i++) {
                parameters.addObject().put("name", names.get(i)).put("value", values.get(i).replace("https://<hub>", hub)
                    .replace("<the text of SERAI_ZABBIX_HOOK_SECRET>", secret));
            }
        });
        ArrayNode templates = mediaType.putArray("message_templates");
        for (int operation = 0; operation < 3; operation++) {
            templates.addObject().put("eventsource", 0).put("recovery", operation).put("subject", "any").put("message", "any");
        }
        return mediaType;
    }

    private static List<String> quoted(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(match -> match.group(1)).toList();
    }
}
