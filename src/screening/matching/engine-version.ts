/** Version of the matching method; changes whenever the same query may get another answer. */
export const ENGINE_VERSION = "probity-screening/7";
