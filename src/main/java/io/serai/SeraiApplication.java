package io.serai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** Starts the hub. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Serai")
public class SeraiApplication {

    public static void main(String[] args) {
        SpringApplication.run(SeraiApplication.class, args);
    }
}
