import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.NpmPackageValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.elementmodel.Element;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.CanonicalType;
import org.hl7.fhir.r5.utils.validation.IResourceValidator;
import org.hl7.fhir.r5.utils.validation.IValidatorResourceFetcher;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;

/**
 * Asks HAPI's validator about resources. The one argument names the package to validate against, as
 * a file on the class path. Each line of standard input is {"name", "resource", "profiles"?}; each
 * line of standard output is {"name", "issues": [{"severity", "id", "path", "message"}]}, in order.
 *
 * <p>Nothing here asks a network: the definitions of R4 are in HAPI's own jar, ours in the package,
 * and codes of other systems are reported as unknown.
 */
final class SecondOpinion {
  private final FhirValidator validator;

  private SecondOpinion(String packageFile) throws IOException {
    FhirContext context = FhirContext.forR4();
    NpmPackageValidationSupport ours = new NpmPackageValidationSupport(context);
    ours.loadPackageFromClasspath("classpath:" + packageFile);
    UnknownCodeSystemWarningValidationSupport unknownSystems =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknownSystems.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            ours,
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context),
            new SnapshotGeneratingValidationSupport(context),
            unknownSystems);
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    module.setErrorForUnknownProfiles(false);
    module.setValidatorResourceFetcher(new TypesOnly());
    module.setValidatorPolicyAdvisor(new TypesOfReferences());
    validator = context.newValidator().registerValidatorModule(module);
  }

  /** The type that each reference names is held to the profile. */
  private static final class TypesOfReferences extends FhirDefaultPolicyAdvisor {
    @Override
    public ReferenceValidationPolicy policyForReference(
        IResourceValidator validator,
        Object context,
        String path,
        String url,
        ReferenceDestinationType destination) {
      return ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS;
    }
  }

  /**
   * No record is at hand: of what a reference leads to, its type is all that is known, and every
   * address is taken to lead somewhere.
   */
  private static final class TypesOnly implements IValidatorResourceFetcher {
    private static final Pattern NAMED =
        Pattern.compile("(?:^|/)([A-Z][A-Za-z]+)/([^/]+)(?:/_history/[^/]+)?$");

    @Override
    public Element fetch(IResourceValidator validator, Object context, String url)
        throws IOException {
      Matcher named = NAMED.matcher(url);
      if (!named.find()) return null;
      String json =
          String.format("{\"resourceType\":\"%s\",\"id\":\"%s\"}", named.group(1), named.group(2));
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return new org.hl7.fhir.r5.elementmodel.JsonParser(validator.getContext())
          .parseSingle(new ByteArrayInputStream(bytes), null);
    }

    @Override
    public boolean resolveURL(
        IResourceValidator validator,
        Object context,
        String path,
        String url,
        String type,
        boolean canonical,
        List<CanonicalType> targets) {
      return true;
    }

    @Override
    public byte[] fetchRaw(IResourceValidator validator, String url) {
      return new byte[0];
    }

    @Override
    public IValidatorResourceFetcher setLocale(Locale locale) {
      return this;
    }

    @Override
    public CanonicalResource fetchCanonicalResource(
        IResourceValidator validator, Object context, String url) {
      return null;
    }

    @Override
    public boolean fetchesCanonicalResource(IResourceValidator validator, String url) {
      return false;
    }

    @Override
    public Set<ResourceVersionInformation> fetchCanonicalResourceVersions(
        IResourceValidator validator, Object context, String url) {
      return Set.of();
    }
  }

  private JsonObject about(JsonObject question) {
    ValidationOptions options = new ValidationOptions();
    if (question.has("profiles")) {
      question.getAsJsonArray("profiles").forEach(each -> options.addProfile(each.getAsString()));
    }
    JsonObject answer = new JsonObject();
    answer.add("name", question.get("name"));
    answer.add("issues", issues(question.get("resource"), options));
    return answer;
  }

  private JsonArray issues(JsonElement resource, ValidationOptions options) {
    JsonArray issues = new JsonArray();
    try {
      for (SingleValidationMessage message :
          validator.validateWithResult(resource.toString(), options).getMessages()) {
        issues.add(issue(message));
      }
    } catch (RuntimeException refusal) {
      // Some text is no resource at all to HAPI, which then throws rather than remarks.
      JsonObject issue = new JsonObject();
      issue.addProperty("severity", "fatal");
      issue.addProperty("message", String.valueOf(refusal.getMessage()));
      issues.add(issue);
    }
    return issues;
  }

  private static JsonObject issue(SingleValidationMessage message) {
    JsonObject issue = new JsonObject();
    issue.addProperty("severity", message.getSeverity().getCode());
    issue.addProperty("id", message.getMessageId());
    issue.addProperty("path", message.getLocationString());
    issue.addProperty("message", message.getMessage());
    return issue;
  }

  public static void main(String[] arguments) throws IOException {
    SecondOpinion opinion = new SecondOpinion(arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Gson gson = new Gson();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(gson.toJson(opinion.about(JsonParser.parseString(line).getAsJsonObject())));
    }
    out.flush();
  }
}
