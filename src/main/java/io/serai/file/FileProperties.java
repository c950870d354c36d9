package io.serai.file;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.file}.
 *
 * @param maxFaults with more rows than this that make no ticket, an import is given up
 * @param maxSize   largest file that is taken from a watched folder
 * @param page      rows that are read, and stored, at once
 */
@Validated
@ConfigurationProperties("serai.file")
record FileProperties(@DefaultValue("1000") @Min(0) long maxFaults, @DefaultValue("1GB") DataSize maxSize,
                      @DefaultValue("256") @Min(1) @Max(1000) int page) {
}
