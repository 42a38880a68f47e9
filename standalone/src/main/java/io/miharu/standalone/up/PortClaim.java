package io.miharu.standalone.up;

/**
 * A port that something is going to listen on.
 *
 * @param what reads after "for"
 * @param option the command line's option that chooses another
 * @param port 0 for any free one
 */
record PortClaim(String what, String option, int port) {}
