/** A store as somebody else would write it: with Cloakroom's public API and a driver, and with nothing of its tests but the contract. */
package com.example.store;
