/**
 * Who a container belongs to: the pods of a node, the workloads that own them, the tenants of their
 * namespaces. What was known last serves while the API server is away.
 */
@NullMarked
package io.miharu.kubernetes;

import org.jspecify.annotations.NullMarked;
