package io.serai.connector;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The tests that hold for every connector, with its file as it is shipped. */
abstract class ContractSuite extends ConnectedSuite {

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        connect(registry, ContractHome.of(VENDORS));
    }
}
