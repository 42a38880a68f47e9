package io.miharu.collector.scrape;

import java.nio.file.Path;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where to fetch and how.
 *
 * @param url with its path
 * @param bearerTokenFile holds the token to show, if one is needed
 * @param caFile certificates in PEM form that may have signed the server's; else the JDK's
 * @param insecureSkipVerify whether to accept any certificate
 */
public record Endpoint(
    HttpUrl url,
    Optional<Path> bearerTokenFile,
    Optional<Path> caFile,
    boolean insecureSkipVerify) {}
