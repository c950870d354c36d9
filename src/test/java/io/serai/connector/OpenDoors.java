package io.serai.connector;

import io.serai.connector.TestSender.Delivery;
import io.serai.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The hub takes webhooks for all of {@link Doors}, and for one connector that asks for no proof; and a way to send to it. */
@TestConfiguration
class OpenDoors {

    @Bean
    @Primary
    Connectors openDoors(ConnectorFiles files) {
        Map<String, Connector> doors = Doors.all().collect(Collectors.toMap(Doors.Door::toString, Doors.Door::connector));
        Connector open = Doors.open();
        return new Connectors() {
            @Override
            public Optional<Connector> find(String name) {
                return Optional.ofNullable(name.equals(open.name()) ? open : doors.get(name)).or(() -> files.find(name));
            }

            @Override
            public List<Connector> all() {
                return files.all();
            }
        };
    }

    /** Header values go out as UTF-8, whatever they hold; by HTTP/1.0, so that the answer comes in one piece. */
    static RawHttp.Answer post(int port, String connector, Delivery delivery) {
        return post(port, connector, delivery, "application/json");
    }

    static RawHttp.Answer post(int port, String connector, Delivery delivery, String type) {
        StringBuilder head = new StringBuilder("POST /hooks/" + connector + " HTTP/1.0\r\nHost: localhost\r\n"
            + "Content-Type: " + type + "\r\nContent-Length: " + delivery.body().length + "\r\n");
        delivery.headers().forEach((name, values) -> values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(delivery.body());
        return RawHttp.send(port, request.toByteArray());
    }

    /** All of an answer that could tell one refusal from another: status, headers, body. */
    static String refusal(RawHttp.Answer answer) {
        return answer.head().lines().filter(line -> !line.startsWith("Date:")).collect(Collectors.joining("\n")) + "\n\n" + answer.body();
    }
}
