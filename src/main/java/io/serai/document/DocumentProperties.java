package io.serai.document;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.document}.
 *
 * @param folder     for what is being read or uploaded; emptied at start
 * @param readers    processes that read documents at the same time
 * @param memory     most memory (heap) of one of them
 * @param time       longest time for one document, with all that is in it
 * @param scan       longest time for the pictures and scanned pages of one document, beside {@code time}
 * @param warm       how long a reader without work is kept
 * @param size       largest file
 * @param upload     largest upload, all its files together
 * @param unpacked   most bytes that may come out of one document when it is unpacked
 * @param files      most files in an archive, all levels together
 * @param ratio      how many times larger an archive may become
 * @param nesting    most levels of documents in documents
 * @param pages      most pages, slides or sheets
 * @param characters most characters of text in one document
 * @param pixels     most pixels of a picture
 */
@Validated
@ConfigurationProperties("serai.document")
record DocumentProperties(@NotNull Path folder, @DefaultValue("2") @Min(1) @Max(16) int readers, @DefaultValue("256MB") DataSize memory,
                          @DefaultValue("30s") Duration time, @DefaultValue("120s") Duration scan, @DefaultValue("60s") Duration warm, @DefaultValue("50MB") DataSize size,
                          @DefaultValue("200MB") DataSize upload, @DefaultValue("100MB") DataSize unpacked, @DefaultValue("1000") @Min(1) @Max(100_000) int files,
                          @DefaultValue("100") @Min(2) int ratio, @DefaultValue("3") @Min(1) @Max(20) int nesting,
                          @DefaultValue("2000") @Min(1) @Max(100_000) int pages, @DefaultValue("4000000") @Min(1_000) @Max(50_000_000) int characters,
                          @DefaultValue("60000000") @Min(1) long pixels) {

    DocumentLimits limits() {
        return new DocumentLimits(unpacked.toBytes(), files, ratio, nesting, pages, characters, pixels, Math.toIntExact(scan.toSeconds()));
    }
}
