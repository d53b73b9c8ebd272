"""Order APIs from their OpenAPI documents: mock servers, rules, a conformance suite. Start at `conformance.apis`."""
