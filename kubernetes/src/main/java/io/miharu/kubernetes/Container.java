package io.miharu.kubernetes;

/**
 * A container as the pod's status shows it.
 *
 * @param name unique in the pod
 * @param image as the runtime resolved it
 * @param id the runtime's id without its scheme; empty before the first start
 */
public record Container(String name, String image, String id) {}
