package io.serai;

import io.serai.cli.SeraiCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** Runs the hub, or the command that the arguments name. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Serai")
public class SeraiApplication {

    public static void main(String[] args) {
        SeraiCommand.dispatch(args).ifPresentOrElse(System::exit, () -> SpringApplication.run(SeraiApplication.class, args));
    }
}
