package io.serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteSourceTest {

    @Test
    void leavesOutErrorHandlersAndTheInsideOfKameletsAndNothingElse() {
        String xml = "<routes>\n<route id=\"a\">\n<errorHandler>\n<noErrorHandler/>\n</errorHandler>\n<from uri=\"direct:a\"/></route>"
            + "<route id=\"b\"><errorHandler id=\"x\"/><from uri=\"direct:b\"/></route>\n"
            + "<route id=\"k-1\" template=\"true\" kamelet=\"true\"><from uri=\"kamelet:source\"/></route></routes>";

        assertThat(RouteSource.drawable(xml))
            .isEqualTo("<routes>\n<route id=\"a\">\n<from uri=\"direct:a\"/></route><route id=\"b\"><from uri=\"direct:b\"/></route></routes>");
        assertThat(RouteSource.drawable(null)).isNull();
    }
}
