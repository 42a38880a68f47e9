/**
 * What the rows of cAdvisor's metrics mean: which of them speak of containers, pods and the node,
 * under which names they go on, and which are left out so that nothing is counted twice.
 */
@NullMarked
package io.miharu.collector.cadvisor;

import org.jspecify.annotations.NullMarked;
