# Generated from openapi.json by `npm run sdk`; a change here is lost.
